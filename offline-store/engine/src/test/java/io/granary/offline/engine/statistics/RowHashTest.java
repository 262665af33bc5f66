package io.granary.offline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowHashTest {

    private static final int ROWS = 100_000;
    private static final int BUCKETS = 64;

    @Test
    void spreadsRowsThatAreAlmostEqual() {
        RowHash hash = new RowHash(RowHash.Purpose.SPLIT, 0);
        long[] counts = new long[BUCKETS];
        long[] texts = new long[BUCKETS];
        for (int i = 0; i < ROWS; i++) {
            counts[bucket(hash.of(new @Nullable Object[] {(long) i, null}))]++;
            texts[bucket(hash.of(new @Nullable Object[] {"s" + i}))]++;
        }
        assertThat(chiSquared(counts)).isLessThan(120);
        assertThat(chiSquared(texts)).isLessThan(120);
    }

    @Test
    void givesOtherHashesForOtherSeedsAndPurposes() {
        @Nullable Object[] row = {"a", 1L};
        RowHash hash = new RowHash(RowHash.Purpose.SPLIT, 0);
        assertThat(hash.of(row)).isEqualTo(new RowHash(RowHash.Purpose.SPLIT, 0).of(new @Nullable Object[] {"a", 1}));
        assertThat(hash.of(row)).isNotEqualTo(new RowHash(RowHash.Purpose.SPLIT, 1).of(row));
        assertThat(hash.of(row)).isNotEqualTo(new RowHash(RowHash.Purpose.SAMPLE, 0).of(row));
    }

    private static int bucket(long hash) {
        return (int) Long.remainderUnsigned(hash >>> 32, BUCKETS);
    }

    private static double chiSquared(long[] counts) {
        double expected = (double) ROWS / BUCKETS;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
