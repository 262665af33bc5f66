package io.granary.registry.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Definitions;
import io.granary.registry.client.lineage.NodeKind;
import io.granary.registry.client.search.SearchHit;
import io.granary.registry.client.search.SearchMatch;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import io.granary.registry.server.lineage.Flights;
import io.granary.registry.server.lineage.LineageGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchIndexTest {

    private final SearchIndex index = index(Flights.routed());

    @Test
    void ranksWholeNamesBeforePartsOfNamesBeforeDescriptions() {
        assertThat(ids(search("delay")))
                .startsWith("model/delay", "experiment/delay_models", "router/delay_router", "service/delay_model")
                .contains("column/arrivals.delay_minutes", "feature/airport_arrivals:last_delay_minutes")
                .endsWith("source/arrivals");
    }

    @Test
    void wantsEveryWordSomewhere() {
        assertThat(ids(search("trees science"))).containsExactly("experiment/delay_models", "router/delay_router");
        assertThat(ids(search("city facts"))).containsExactly("feature/airport_facts:city");
        assertThat(ids(search("city xyz"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AIRPORT_FACTS:CITY", "  airport_Facts:city "})
    void mindsNoCase(String text) {
        assertThat(ids(search(text))).containsExactly("feature/airport_facts:city");
    }

    @Test
    void saysWhereTheWordsAre() {
        SearchHit hit = search("deeper delays").hits().get(0);
        assertThat(hit.node().id()).isEqualTo("experiment/delay_models");
        SearchMatch match = hit.matches().get(0);
        assertThat(match.field()).isEqualTo("description");
        assertThat(match.ranges())
                .extracting(range -> match.text().substring(range.start(), range.end()))
                .containsExactly("deeper", "delays");
        assertThat(search("topic").hits().get(0).matches())
                .containsExactly(new SearchMatch("tag", "topic=delay", List.of(new SearchMatch.Range(0, 5))));
    }

    @Test
    void keepsPositionsWhereTheLowerCaseIsLonger() {
        SearchMatch match = new SearchField("description", "\u0130zmir airport", 1).match(List.of("airport"));
        assertThat(match.ranges()).containsExactly(new SearchMatch.Range(6, 13));
        assertThat(new SearchField("name", "aaa", 1).match(List.of("aa")).ranges())
                .containsExactly(new SearchMatch.Range(0, 3));
    }

    @Test
    void filtersByKindOwnerAndTag() {
        assertThat(ids(search("last_delay_minutes", NodeKind.FEATURE, null, null)))
                .containsExactly(
                        "feature/airport_arrivals:last_delay_minutes", "feature/route_arrivals:last_delay_minutes");
        assertThat(ids(search("", null, "SCIENCE", null)))
                .startsWith("experiment/delay_models", "router/delay_router")
                .contains("route/delay_router.deep")
                .hasSize(6);
        assertThat(ids(search("", NodeKind.ROUTER, null, "topic"))).containsExactly("router/delay_router");
        assertThat(ids(search("", NodeKind.ROUTER, null, "topic=Delay"))).containsExactly("router/delay_router");
        assertThat(ids(search("", NodeKind.ROUTER, null, "topic=price"))).isEmpty();
    }

    @Test
    void pagesThroughEverythingOnce() {
        List<String> whole = ids(index.search("flights", 1, new SearchQuery("a", null, null, null, 500, null)));
        List<String> paged = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            SearchResult page = index.search("flights", 1, new SearchQuery("a", null, null, null, 7, cursor));
            assertThat(page.total()).isEqualTo(whole.size());
            paged.addAll(ids(page));
            cursor = page.next();
        } while (cursor != null);
        assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(30);
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThatThrownBy(() -> index.search("flights", 1, new SearchQuery("a", null, null, null, 7, "x y")))
                .hasMessage("cursor: 'x y' (expected: what the page before answered as next)");
        assertThatThrownBy(() -> new SearchQuery("a", null, null, null, 0, null))
                .hasMessage("limit: 0 (expected: 1 to 500)");
        assertThatThrownBy(() -> SearchQuery.of("a".repeat(501)))
                .hasMessage("text: 501 characters (expected: at most 500)");
    }

    private SearchResult search(String text) {
        return index.search("flights", 1, SearchQuery.of(text));
    }

    private SearchResult search(String text, @Nullable NodeKind kind, @Nullable String owner, @Nullable String tag) {
        return index.search("flights", 1, new SearchQuery(text, kind, owner, tag, 500, null));
    }

    private static List<String> ids(SearchResult result) {
        return result.hits().stream().map(hit -> hit.node().id()).toList();
    }

    private static SearchIndex index(Definitions definitions) {
        return SearchIndex.of(definitions, LineageGraph.of(definitions));
    }
}
