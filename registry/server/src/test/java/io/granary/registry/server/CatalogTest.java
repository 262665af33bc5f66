package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.lineage.NodeKind;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import io.granary.registry.server.lineage.Flights;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lineage and search of a running registry, through its typed client and as bare HTTP. */
@Timeout(60)
class CatalogTest {

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RegistryServer server;
    private RegistryApi api;

    @BeforeEach
    void start() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        server = RegistryServer.start(config, vertx, new Health(), new Metrics(), InstantSource.system());
        api = new RegistryApi(server.address(), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close();
    }

    @Test
    void tellsTheLineageOfTheNewestRevision() {
        apply(0, Flights.untrained());
        LineageQuery query = new LineageQuery("airports.latitude", LineageDirection.DOWNSTREAM, LineageQuery.UNLIMITED);
        Lineage first = api.lineage("flights", query);
        assertThat(first.revision()).isEqualTo(1);
        assertThat(first.nodes()).extracting(LineageNode::id).contains("model/delay");
        apply(1, Flights.routed());
        Lineage second = api.lineage("flights", query);
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.nodes()).extracting(LineageNode::id).contains("router/delay_router");
        assertThat(second.edges()).hasSizeGreaterThan(10);
    }

    @Test
    void findsThingsPageByPage() {
        apply(0, Flights.routed());
        SearchResult first = api.search(
                "flights", new SearchQuery("last_was_late", NodeKind.FEATURE, "flights-team", null, 1, null));
        assertThat(first.hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.node().name()).isEqualTo("airport_arrivals:last_was_late"));
        assertThat(first.next()).isNull();
        SearchResult page = api.search("flights", new SearchQuery("delay", null, null, null, 2, null));
        SearchResult rest = api.search("flights", new SearchQuery("delay", null, null, null, 500, page.next()));
        assertThat(page.hits().size() + rest.hits().size()).isEqualTo(page.total());
    }

    @Test
    void answersNotModifiedUntilTheNextApply() throws IOException, InterruptedException {
        apply(0, Flights.untrained());
        HttpResponse<String> first = get("/v1/projects/flights/lineage?node=delay", "none");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(get("/v1/projects/flights/lineage?node=delay", tag).statusCode())
                .isEqualTo(304);
        assertThat(get("/v1/projects/flights/search?text=delay", tag).statusCode())
                .isEqualTo(304);
        apply(1, Flights.routed());
        assertThat(get("/v1/projects/flights/lineage?node=delay", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void namesWhatIsWrongWithAQuestion() throws IOException, InterruptedException {
        apply(0, Flights.untrained());
        assertThatThrownBy(() -> api.lineage("flights", new LineageQuery("dely", LineageDirection.BOTH, 1)))
                .isInstanceOf(GranaryException.class)
                .hasMessage("node: 'dely' does not exist; did you mean 'delay'?");
        assertThatThrownBy(() -> api.search("nobody", SearchQuery.of("x")))
                .hasMessage("project: 'nobody' does not exist");
        assertThat(get("/v1/projects/flights/lineage", "").body()).contains("node");
        for (String query : new String[] {
            "lineage?node=delay&depth=x",
            "lineage?node=delay&direction=up",
            "lineage?node=delay&depth=0",
            "search?kind=cat",
            "search?limit=501",
            "search?cursor=!"
        }) {
            assertThat(get("/v1/projects/flights/" + query, "").statusCode()).isEqualTo(400);
        }
    }

    private void apply(int base, Definitions definitions) {
        api.apply("flights", new ApplyRequest(base, "ann", "why", definitions));
    }

    private HttpResponse<String> get(String path, String tag) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("If-None-Match", tag)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
