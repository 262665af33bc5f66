package io.granary.benchmarks.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a benchmark found.
 *
 * @param commit of the code that was measured
 * @param load what the machine was made to do, by name, such as {@code connections}
 */
public record Findings(String benchmark, String commit, Map<String, Double> load, List<Finding> rows) {

    public Findings {
        load = Collections.unmodifiableMap(new LinkedHashMap<>(load));
        rows = List.copyOf(rows);
    }

    public boolean holds() {
        return rows.stream().allMatch(Finding::holds);
    }
}
