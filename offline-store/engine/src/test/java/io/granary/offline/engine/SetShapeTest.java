package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SetShapeTest {

    @Test
    void namesTwoPartsOrThree() {
        assertThat(split("hash:0.8,0.2").parts()).containsExactly("train", "test");
        assertThat(split("time:0.8,0.1,0.1").parts()).containsExactly("train", "validation", "test");
        assertThat(split("time:2026-01-01T00:00:00Z").parts()).containsExactly("train", "test");
        assertThat(split("time:2026-01-01T00:00:00Z,2026-02-01T00:00:00Z").cuts())
                .containsExactly(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void bindsHashesByShares() {
        assertThat(split("hash:0.25,0.5,0.25").bounds()).containsExactly(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2 + 1);
        assertThat(FrameSample.parse("0.5", 0).bound()).isZero();
    }

    @Test
    void putsRowsInTheirPlacesWithoutRounding() {
        assertThat(split("time:0.7,0.2,0.1").places(10)).containsExactly(7L, 9L);
        assertThat(split("time:0.7,0.3").places(1_000_000_000_000L)).containsExactly(700_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.8,0.2",
                "rows:0.8,0.2",
                "time:",
                "time:1",
                "time:0.8",
                "time:0.8,0.1",
                "time:0.8,0.3",
                "time:0.5,0.5,0",
                "hash:0.25,0.25,0.25,0.25",
                "hash:1.2,-0.2",
                "time:1E-999999999,0.5",
                "hash:2026-01-01T00:00:00Z",
                "time:2026-02-01T00:00:00Z,2026-01-01T00:00:00Z",
                "time:2026-01-01T00:00:00",
                "time:0.8,x"
            })
    void refusesASplitThatIsNone(String text) {
        assertThatThrownBy(() -> split(text))
                .hasMessageStartingWith("split: " + text + " (expected: time, entity or hash, a colon, and ");
    }

    @Test
    void refusesColumnsOfASplitByTime() {
        assertThatThrownBy(() -> SetSplit.parse("time:0.8,0.2", List.of("shop"), 0))
                .hasMessage("split columns: [shop] (expected: none when it is by time)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1.0", "1.5", "-0.1", "-3", "half", "1e-999999999", "", "9999999999999999999"})
    void refusesASampleThatIsNone(String text) {
        assertThatThrownBy(() -> FrameSample.parse(text, 0))
                .hasMessageStartingWith("sample: ")
                .hasMessageEndingWith(" (expected: a share such as 0.1, or a number of rows such as 10000)");
    }

    @Test
    void looksForLabelsAfterTheMoment() {
        LabelJoin label = LabelJoin.of("late", Duration.ofDays(7), null);
        assertThat(label.selection().fullName("minutes")).isEqualTo("label__minutes");
        assertThat(label.oldest()).isEqualTo(Duration.ofDays(7).minusNanos(1_000));
        assertThat(LabelJoin.of("late:minutes", Duration.ofDays(7), null)
                        .selection()
                        .features())
                .containsExactly("minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1H", "PT0.000001S", "PT0.0000025S", "P40000D"})
    void refusesAHorizonThatIsNone(String horizon) {
        assertThatThrownBy(() -> LabelJoin.of("late", Duration.parse(horizon), null))
                .hasMessageStartingWith("horizon: ")
                .hasMessageEndingWith(" (expected: from 2 microseconds to a hundred years, in whole microseconds)");
    }

    private static SetSplit split(String text) {
        return SetSplit.parse(text, List.of(), 0);
    }
}
