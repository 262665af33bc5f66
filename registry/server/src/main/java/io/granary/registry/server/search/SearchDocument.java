package io.granary.registry.server.search;

import io.granary.core.definition.Metadata;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.search.SearchHit;
import io.granary.registry.client.search.SearchMatch;
import io.granary.registry.client.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node as it is searched: a definition by all that is said of it, a part by its name. */
final class SearchDocument {

    private static final int NAME_WEIGHT = 8;
    private static final int LABEL_WEIGHT = 3;
    private static final int DESCRIPTION_WEIGHT = 2;

    private final LineageNode node;
    private final Metadata metadata;
    private final List<SearchField> fields = new ArrayList<>(1);

    /** @param metadata of the definition that the node is or is a part of */
    SearchDocument(LineageNode node, Metadata metadata) {
        this.node = node;
        this.metadata = metadata;
        addField("name", node.name(), NAME_WEIGHT);
        if (node.whole() == null) {
            addField("owner", metadata.owner(), LABEL_WEIGHT);
            metadata.tags().forEach((name, value) -> addField("tag", name + "=" + value, LABEL_WEIGHT));
            addField("description", metadata.description(), DESCRIPTION_WEIGHT);
        }
    }

    LineageNode node() {
        return node;
    }

    boolean passes(SearchQuery query) {
        return (query.kind() == null || query.kind() == node.kind())
                && (query.owner() == null || query.owner().equalsIgnoreCase(metadata.owner()))
                && (query.tag() == null || hasTag(query.tag()));
    }

    /** The sum over the words of what the best field for each gives; 0 when a word is nowhere. */
    int score(List<String> words) {
        int sum = 0;
        for (String word : words) {
            int best = 0;
            for (SearchField field : fields) {
                best = Math.max(best, field.score(word));
            }
            if (best == 0) {
                return 0;
            }
            sum += best;
        }
        return sum;
    }

    SearchHit hit(int score, List<String> words) {
        List<SearchMatch> matches = fields.stream()
                .map(field -> field.match(words))
                .filter(match -> !match.ranges().isEmpty())
                .toList();
        return new SearchHit(node, metadata.tags(), score, matches);
    }

    private boolean hasTag(String tag) {
        return metadata.tags().entrySet().stream()
                .anyMatch(entry -> tag.equalsIgnoreCase(entry.getKey())
                        || tag.equalsIgnoreCase(entry.getKey() + "=" + entry.getValue()));
    }

    private void addField(String name, @Nullable String text, int weight) {
        if (text != null) {
            fields.add(new SearchField(name, text, weight));
        }
    }
}
