package io.granary.offline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SetSketchTest {

    private static final long SEED = 7;
    private static final List<ColumnKind> KINDS =
            List.of(ColumnKind.WHOLE, ColumnKind.REAL, ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.OTHER);

    @Test
    void isTheSameWhateverTheOrderAndTheParts() {
        Random random = new Random(SEED);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(new @Nullable Object[] {
                random.nextInt(9) == 0 ? null : (Long) (random.nextLong() >> random.nextInt(64)),
                random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300),
                "city " + random.nextInt(20),
                "customer " + i,
                List.of(random.nextInt(3))
            });
        }
        SetSketch whole = new SetSketch(KINDS);
        rows.forEach(row -> add(whole, row));
        Collections.shuffle(rows, random);
        SetSketch merged = new SetSketch(KINDS);
        for (int from = 0; from < rows.size(); from += 1_700) {
            SetSketch part = new SetSketch(KINDS);
            rows.subList(from, Math.min(rows.size(), from + 1_700)).forEach(row -> add(part, row));
            merged.merge(part.toBytes());
        }
        assertThat(merged.checksum()).isEqualTo(whole.checksum());
        for (int i = 0; i < KINDS.size(); i++) {
            assertThat(merged.statistics(i)).as("column %d, seed %d", i, SEED).isEqualTo(whole.statistics(i));
        }
    }

    @Test
    void tellsNullsAndPlacesOfValuesApart() {
        assertThat(checksum(1L, null)).isNotEqualTo(checksum(null, 1L));
        assertThat(checksum(1L, 2L)).isNotEqualTo(checksum(2L, 1L));
        assertThat(checksum(0L, 0L)).isNotEqualTo(checksum(null, null));
    }

    @Test
    void roundsAsLittleAsItCan() {
        SetSketch sketch = new SetSketch(List.of(ColumnKind.WHOLE));
        for (long i = 0; i < 4 * Spread.MAX_BUCKETS; i++) {
            add(sketch, i);
        }
        ColumnStatistics statistics = sketch.statistics(0);
        assertThat(statistics.areQuantilesExact()).isFalse();
        assertThat(statistics.quantiles()).containsEntry("p50", 2L * Spread.MAX_BUCKETS - 2);
        assertThat(statistics.histogram()).isNotNull();
    }

    private static String checksum(@Nullable Object... row) {
        SetSketch sketch = new SetSketch(List.of(ColumnKind.WHOLE, ColumnKind.WHOLE));
        add(sketch, row);
        return sketch.checksum();
    }

    private static void add(SetSketch sketch, @Nullable Object... row) {
        for (int i = 0; i < row.length; i++) {
            sketch.value(i, row[i]);
        }
        sketch.endRow();
    }
}
