package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class TimeSlicesTest {

    private static final TimeSlices SLICES = new TimeSlices(new long[] {100, 200, 300}, 50);

    @Test
    void aQuestionIsOfTheSliceOfItsTime() {
        assertThat(List.of(SLICES.of(-5), SLICES.of(99), SLICES.of(100), SLICES.of(250), SLICES.of(900)))
                .containsExactly(0, 0, 1, 2, 3);
    }

    @Test
    void anEventIsOfItsOwnSliceAndOfThoseThatItsWindowsReachInto() {
        assertThat(SLICES.lastWith(49)).isZero();
        assertThat(SLICES.lastWith(50)).isEqualTo(1);
        assertThat(SLICES.lastWith(900)).isEqualTo(3);
        assertThat(new TimeSlices(new long[] {100, 110, 120}, 50).lastWith(75)).isEqualTo(3);
    }

    @Test
    void everySliceIsAKeyOfItsOwn() {
        byte[] hot = {1, 2};
        SweepSlices slices = new SweepSlices(Map.of(new SweepKey(0, hot), SLICES));
        Row cold = SweepRow.event(0, new byte[] {1, 3}, 60, new byte[] {7}, 61);
        Row elsewhere = SweepRow.event(1, hot, 60, new byte[] {7}, 61);

        assertThat(slices.call(cold)).toIterable().containsExactly(cold);
        assertThat(slices.call(elsewhere)).toIterable().containsExactly(elsewhere);
        Set<SweepKey> keys = new HashSet<>();
        slices.call(SweepRow.event(0, hot, 60, new byte[] {7}, 61)).forEachRemaining(row -> {
            keys.add(new SweepKey(SweepRow.view(row), SweepRow.key(row)));
            assertThat(SweepRow.micros(row)).isEqualTo(60);
            assertThat(SweepRow.number(row)).isEqualTo(61);
            assertThat(SweepRow.content(row)).containsExactly(7);
        });
        assertThat(keys).hasSize(2).doesNotContain(new SweepKey(0, hot));
        assertThat(slices.call(SweepRow.probe(0, hot, 60, 5, 0))).toIterable().hasSize(1);
    }
}
