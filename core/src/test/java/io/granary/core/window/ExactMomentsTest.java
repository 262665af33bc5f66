package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExactMomentsTest {

    @Test
    void areRoundedOnce() {
        ExactMoments moments = new ExactMoments();
        for (double value : new double[] {1e16, 1, -1e16}) {
            moments.add(value);
        }
        assertThat(moments.mean()).isEqualTo(1.0 / 3);
        ExactMoments large = new ExactMoments();
        for (long value : new long[] {4, 7, 13, 16}) {
            large.add(1_000_000_000 + value);
        }
        assertThat(large.deviation()).isEqualTo(Math.sqrt(30));
    }

    @Test
    void comeOutTheSameOfPartsInAnyOrder() {
        double[] values = {0.1, -1e300, 3.5, 1e-300, 1e300, 0.7, Long.MAX_VALUE};
        ExactMoments whole = new ExactMoments();
        ExactMoments merged = new ExactMoments();
        for (double value : values) {
            whole.add(value);
        }
        for (int i = values.length - 1; i >= 0; i--) {
            ExactMoments part = new ExactMoments();
            part.add(values[i]);
            ByteSink bytes = new ByteSink();
            part.write(bytes);
            merged.merge(new ByteSource().reset(bytes.array(), 0, bytes.size()));
        }
        assertThat(merged.count()).isEqualTo(values.length);
        assertThat(merged.mean()).isEqualTo(whole.mean());
        assertThat(merged.deviation()).isEqualTo(whole.deviation());
    }

    @Test
    void areNotANumberWithoutEnoughNumbers() {
        ExactMoments moments = new ExactMoments();
        assertThat(moments.mean()).isNaN();
        moments.add(2.5);
        assertThat(moments.mean()).isEqualTo(2.5);
        assertThat(moments.deviation()).isNaN();
        moments.add(Double.POSITIVE_INFINITY);
        assertThat(moments.mean()).isInfinite();
        assertThat(moments.deviation()).isNaN();
    }
}
