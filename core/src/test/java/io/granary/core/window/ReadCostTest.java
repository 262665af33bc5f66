package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadCostTest {

    @Test
    void aWindowOfHopsHasNoHead() {
        assertThat(cost(feature(WindowMode.HOPPING, Duration.ofHours(1), Duration.ofMinutes(5)))
                        .tiles())
                .isEqualTo(12);
    }

    @Test
    void aWindowThatEndsNowHasOne() {
        assertThat(cost(feature(WindowMode.SAWTOOTH, Duration.ofHours(1), Duration.ofMinutes(5)))
                        .tiles())
                .isEqualTo(12 + 300);
    }

    @Test
    void readsNoMoreFieldsThanThereAre() {
        WindowedFeature feature = feature(WindowMode.SAWTOOTH, Duration.ofDays(90), Duration.ofDays(1));
        WindowLayout layout = layout(feature);

        assertThat(ReadCost.of(layout, feature).fields()).isBetween(3, layout.fieldCount());
    }

    @Test
    void ofALifetimeIsWhatCarriesAndTheHead() {
        assertThat(cost(new WindowedFeature(
                                "n",
                                WindowFunction.parse("count"),
                                new WindowInput(null, null, ScalarType.BOOL),
                                TimeWindow.LIFETIME,
                                null))
                        .tiles())
                .isGreaterThan(300);
    }

    @Test
    void refusesWhatIsNotStored() {
        WindowLayout layout = layout(feature(WindowMode.SAWTOOTH, Duration.ofHours(1), Duration.ofMinutes(5)));

        assertThatThrownBy(() ->
                        ReadCost.of(layout, feature(WindowMode.SAWTOOTH, Duration.ofDays(7), Duration.ofHours(1))))
                .hasMessageStartingWith("window: TimeWindow[");
    }

    private static ReadCost cost(WindowedFeature feature) {
        return ReadCost.of(layout(feature), feature);
    }

    private static WindowLayout layout(WindowedFeature feature) {
        return WindowLayout.plan(List.of(feature), Duration.ofMinutes(1));
    }

    private static WindowedFeature feature(WindowMode mode, Duration length, Duration hop) {
        return new WindowedFeature(
                "n",
                WindowFunction.parse("count"),
                new WindowInput(null, null, ScalarType.BOOL),
                new TimeWindow(mode, length.toSeconds() * 1_000_000, hop.toSeconds() * 1_000_000),
                null);
    }
}
