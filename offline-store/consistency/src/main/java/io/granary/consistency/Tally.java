package io.granary.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was compared. Not safe for threads. */
final class Tally {

    private final int mostExamples;
    private final Map<String, Long> values = new TreeMap<>();
    private final Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
    private final Map<String, Map<Explanation, Long>> mismatches = new TreeMap<>();
    private final List<DifferingValue> examples = new ArrayList<>();

    Tally(int mostExamples) {
        this.mostExamples = mostExamples;
    }

    void compared(String view) {
        values.merge(view, 1L, Long::sum);
    }

    void skipped(Skipped reason, long count) {
        if (count > 0) {
            skipped.merge(reason, count, Long::sum);
        }
    }

    void differs(DifferingValue value) {
        mismatches
                .computeIfAbsent(value.view(), view -> new EnumMap<>(Explanation.class))
                .merge(value.explanation(), 1L, Long::sum);
        examples.add(value);
        if (examples.size() > 2 * mostExamples + 100) {
            keepWorst();
        }
    }

    /** Of those that are explained alike, the first ones. */
    private void keepWorst() {
        examples.sort(Comparator.comparing(DifferingValue::explanation).reversed());
        examples.subList(Math.min(mostExamples, examples.size()), examples.size())
                .clear();
    }

    ConsistencyReport report(long answers, int unfinishedFiles) {
        keepWorst();
        return new ConsistencyReport(answers, values, skipped, unfinishedFiles, mismatches, examples);
    }
}
