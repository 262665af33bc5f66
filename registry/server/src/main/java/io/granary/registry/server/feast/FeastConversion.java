package io.granary.registry.server.feast;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a Feast registry.
 *
 * @param project its name
 * @param files the text of each file of the new repository, by its path
 * @param converted the number of definitions of each kind
 * @param gaps what has no equivalent, in the order of the registry
 */
public record FeastConversion(
        String project, Map<String, String> files, Map<String, Integer> converted, List<FeastGap> gaps) {

    public FeastConversion {
        files = Map.copyOf(files);
        converted = new TreeMap<>(converted);
        gaps = List.copyOf(gaps);
    }
}
