package io.granary.registry.client.search;

import io.granary.registry.client.lineage.LineageNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that was found.
 *
 * @param node what it is; its name asks for its lineage
 * @param tags of the definition that this is or is a part of
 * @param score the higher the better; means something within one answer only
 * @param matches where the words are, the best field first; none when no words were given
 */
public record SearchHit(LineageNode node, Map<String, String> tags, int score, List<SearchMatch> matches) {

    public SearchHit {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        matches = List.copyOf(matches);
    }
}
