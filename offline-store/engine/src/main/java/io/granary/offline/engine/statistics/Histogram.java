package io.granary.offline.engine.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How many values are in bins of equal width. Where a few values are far from the others, the bins span the middle 98 %.
 *
 * @param from lower end of the first bin; of moments, in epoch microseconds
 * @param to upper end of the last bin, inside it
 * @param below how many values are below the first bin
 * @param above how many are above the last
 */
public record Histogram(double from, double to, long below, List<Long> counts, long above) {

    public Histogram {
        counts = List.copyOf(counts);
    }

    /** @param counts what is below, the bins, what is above */
    static Histogram of(double from, double to, long[] counts) {
        int last = counts.length - 1;
        List<Long> bins = Arrays.stream(counts, 1, last).boxed().toList();
        return new Histogram(from, to, counts[0], bins, counts[last]);
    }
}
