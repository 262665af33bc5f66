package io.granary.registry.server.search;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Metadata;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import io.granary.registry.client.search.SearchHit;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import io.granary.registry.server.lineage.LineageGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything of a revision that can be found. Immutable. */
public final class SearchIndex {

    /** Only repeat the names of features. */
    private static final Set<NodeKind> LEFT_OUT = EnumSet.of(NodeKind.SERVED_FEATURE, NodeKind.MODEL_INPUT);

    private final List<SearchDocument> documents = new ArrayList<>();

    private record Ranked(SearchDocument document, SearchPosition position) {}

    private SearchIndex() {}

    /** @param graph of the same definitions */
    public static SearchIndex of(Definitions definitions, LineageGraph graph) {
        Map<String, Metadata> metadata = new HashMap<>();
        for (Definition definition : definitions.all()) {
            String id = LineageNode.id(NodeKind.of(definition.kind()), definition.name());
            metadata.put(id, definition.metadata());
        }
        SearchIndex index = new SearchIndex();
        for (LineageNode node : graph.nodes()) {
            if (!LEFT_OUT.contains(node.kind())) {
                String definition = node.whole() == null ? node.id() : node.whole();
                index.documents.add(new SearchDocument(node, metadata.getOrDefault(definition, Metadata.NONE)));
            }
        }
        return index;
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) for a cursor that no page ended with */
    public SearchResult search(String project, int revision, SearchQuery query) {
        List<String> words = words(query.text());
        List<Ranked> found = found(query, words);
        List<Ranked> rest = after(found, query.cursor());
        List<Ranked> page = rest.subList(0, Math.min(query.limit(), rest.size()));
        List<SearchHit> hits = page.stream()
                .map(ranked -> ranked.document().hit(ranked.position().score(), words))
                .toList();
        String next = page.size() == rest.size()
                ? null
                : page.get(page.size() - 1).position().cursor();
        return new SearchResult(project, revision, found.size(), hits, next);
    }

    private List<Ranked> found(SearchQuery query, List<String> words) {
        List<Ranked> found = new ArrayList<>();
        for (SearchDocument document : documents) {
            int score = document.passes(query) ? document.score(words) : 0;
            if (score > 0 || (words.isEmpty() && document.passes(query))) {
                int rank = document.node().whole() == null ? 0 : 1;
                found.add(new Ranked(
                        document,
                        new SearchPosition(score, rank, document.node().id())));
            }
        }
        found.sort((left, right) -> left.position().compareTo(right.position()));
        return found;
    }

    private static List<Ranked> after(List<Ranked> found, @Nullable String cursor) {
        if (cursor == null) {
            return found;
        }
        SearchPosition last = SearchPosition.parse(cursor);
        return found.stream()
                .filter(ranked -> ranked.position().compareTo(last) > 0)
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(SearchField::fold)
                .distinct()
                .toList();
    }
}
