package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "90s, PT90S", "5m, PT5M", "24h, PT24H", "1d, PT24H"})
    void readsLengths(String text, Duration length) {
        assertThat(Window.parse(text)).isEqualTo(new Window(text, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1", "1w", "-1h", "1.5h", " 1h", "500ms", "9999999d", ""})
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Window.parse(text))
                .hasMessage(
                        "window: " + text + " (expected: 1s or more as a whole number of s, m, h or d, such as 24h)");
    }

    @ParameterizedTest
    @CsvSource({
        "5s, PT1S",
        "10m, PT1S",
        "90s, PT1S",
        "12m, PT1M",
        "59m, PT1M",
        "1h, PT5M",
        "61m, PT1M",
        "11h, PT5M",
        "12h, PT1H",
        "24h, PT1H",
        "11d, PT1H",
        "12d, PT24H",
        "90d, PT24H",
        "90001s, PT1S"
    })
    void tailMovesByAtMostATwelfth(String text, Duration hop) {
        assertThat(Window.parse(text).defaultHop()).isEqualTo(hop);
    }

    @Test
    void aggregationMayChooseAFinerHop() {
        Aggregation finer = new Aggregation(
                "n", "count", null, List.of(Window.parse("1h")), null, WindowMode.HOPPING, Duration.ofMinutes(1), null);

        assertThat(finer.hop(Window.parse("1h"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(aggregation(WindowMode.HOPPING).hop(Window.parse("1h"))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aggregationNamesOneFeatureForEachWindow() {
        assertThat(aggregation(WindowMode.SAWTOOTH, "1h", "24h", "7d").featureNames())
                .containsExactly("delay_1h", "delay_24h", "delay_7d");
        assertThat(aggregation(WindowMode.LIFETIME).featureNames()).containsExactly("delay_lifetime");
    }

    private static Aggregation aggregation(WindowMode mode, String... windows) {
        List<Window> parsed = Arrays.stream(windows).map(Window::parse).toList();
        return new Aggregation("delay", "avg", "delay", parsed, null, mode);
    }
}
