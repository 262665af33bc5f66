package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BucketsTest {

    @Test
    void givesEveryRankWithinOnePercent() {
        Random random = new Random(1);
        double[] values =
                random.doubles(1000).map(value -> Math.exp(20 * value)).sorted().toArray();
        Buckets buckets = of(values);
        for (int rank = 0; rank < values.length; rank++) {
            assertThat(buckets.valueAt(rank)).isCloseTo(values[rank], Percentage.withPercentage(0.79));
        }
    }

    @Test
    void collapsesTheLowestByTheGreatestNumberAlone() {
        double[] values = {1e-300, Double.MIN_VALUE, 1e-5, 3e299, 1e300, 1e300};
        double[] turned = {1e300, 3e299, 1e300, 1e-5, Double.MIN_VALUE, 1e-300};
        assertThat(bytes(of(values))).isEqualTo(bytes(of(turned)));
        Buckets buckets = of(values);
        assertThat(buckets.valueAt(0)).isEqualTo(buckets.valueAt(2)).isBetween(1e290, 1e291);
        assertThat(buckets.valueAt(5)).isCloseTo(1e300, Percentage.withPercentage(0.79));
        assertThat(buckets.count()).isEqualTo(6);
    }

    private static Buckets of(double... values) {
        Buckets buckets = new Buckets();
        Arrays.stream(values).forEach(buckets::add);
        return buckets;
    }

    private static byte[] bytes(Buckets buckets) {
        ByteSink out = new ByteSink();
        buckets.write(out);
        return out.toByteArray();
    }
}
