package io.granary.consistency;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came out of comparing logged answers with training sets.
 *
 * @param answers that were looked at
 * @param values that were compared, by view
 * @param skipped values that were not, by reason
 * @param unfinishedFiles files that a server still writes or was killed over, which were not read
 * @param mismatches values that differ, by view and explanation
 * @param examples some of them, unexplained ones first
 */
public record ConsistencyReport(
        long answers,
        Map<String, Long> values,
        Map<Skipped, Long> skipped,
        int unfinishedFiles,
        Map<String, Map<Explanation, Long>> mismatches,
        List<DifferingValue> examples) {

    public ConsistencyReport {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
        mismatches = Collections.unmodifiableMap(new TreeMap<>(mismatches));
        examples = List.copyOf(examples);
    }

    /** How many values differ, whatever explains it. */
    public long mismatchCount() {
        return mismatches.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How many values differ and nothing explains it. */
    public long unexplained() {
        return mismatches.values().stream()
                .mapToLong(counts -> counts.getOrDefault(Explanation.UNEXPLAINED, 0L))
                .sum();
    }
}
