package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Window;
import io.granary.core.definition.WindowFeatures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowLayoutTest {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5s                | 1s",
                "10m               | 1s 1m",
                "30m               | 1s 1m",
                "1h                | 1s 5m",
                "24h               | 1s 5m 1h",
                "7d                | 1s 5m 1h 1d",
                "30d               | 1s 5m 1h 1d",
                "1h 24h 7d         | 1s 5m 1h 1d",
                "10m 90d           | 1s 1m 1h 1d",
            })
    void levelsAreThoseThatSawtoothsNeed(String windows, String levels) {
        assertThat(names(plan(features(WindowMode.SAWTOOTH, windows.split(" ")))))
                .containsExactly(levels.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOPPING         | 24h | 1h",
                "HOPPING         | 7d  | 1h 1d",
                "TUMBLING_CLOSED | 1d  | 1d",
                "TUMBLING_CLOSED | 90m | 5m",
                "TUMBLING_OPEN   | 1d  | 1s 5m 1h",
                "EXACT           | 1h  | 1s",
                "LIFETIME        | 1h  | 1s 5m",
            })
    void otherModesNeedFewerLevels(WindowMode mode, String window, String levels) {
        assertThat(names(plan(features(mode, window)))).containsExactly(levels.split(" "));
    }

    @Test
    void keepsPagesForAsLongAsWindowsReachBack() {
        WindowLayout layout = plan(features(WindowMode.SAWTOOTH, "1h", "24h", "7d"));

        assertThat(layout.levels())
                .containsExactly(
                        new TileLevel(SECOND, 5 * MINUTE, 2, false),
                        new TileLevel(5 * MINUTE, HOUR, 3, false),
                        new TileLevel(HOUR, 24 * HOUR, 9, false),
                        new TileLevel(24 * HOUR, 720 * HOUR, 2, false));
        assertThat(layout.rawEvents()).isEqualTo(512);
        assertThat(layout.slackMicros()).isEqualTo(2 * MINUTE);
    }

    @Test
    void onlyTheCoarsestLevelOfALifetimeCarries() {
        List<WindowedFeature> features = new ArrayList<>(features(WindowMode.LIFETIME));
        features.addAll(features(WindowMode.SAWTOOTH, "24h"));

        assertThat(plan(features).levels()).extracting(TileLevel::carry).containsExactly(false, false, true);
    }

    @Test
    void exactWindowsKeepEveryEvent() {
        assertThat(plan(features(WindowMode.EXACT, "1h")).rawEvents()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void fieldsAreNamedByLevelAndSlot() {
        WindowLayout layout = plan(features(WindowMode.SAWTOOTH, "1h"));

        assertThat(layout.fields()).containsExactly("1s/0", "1s/1", "5m/0", "5m/1", "5m/2");
        assertThat(layout.fieldCount()).isEqualTo(5);
        assertThat(layout.field(4)).isEqualTo("5m/2");
        assertThat(layout.levelOf(1)).isZero();
        assertThat(layout.field(1, -1)).isEqualTo(2 + 2);
        assertThatThrownBy(() -> layout.field(5)).hasMessage("window field: 5 (expected: < 5)");
    }

    @Test
    void pageExpiresWhenTheRingComesRound() {
        WindowLayout layout = plan(features(WindowMode.SAWTOOTH, "1h"));
        StoredPages pages = new StoredPages(layout);
        pages.add(Event.of(10 * HOUR + 1, "a", 1.0));

        assertThat(layout.expiryMicros(0, page(pages, 0))).isEqualTo(10 * HOUR + 2 * 5 * MINUTE);
        assertThat(layout.expiryMicros(3, page(pages, 3))).isEqualTo(13 * HOUR);
        assertThatThrownBy(() -> layout.expiryMicros(0, new byte[3]))
                .hasMessage("Cannot decode page of window states: 3 bytes");
    }

    @Test
    void pageThatCarriesNeverExpires() {
        WindowLayout layout = plan(features(WindowMode.LIFETIME));
        StoredPages pages = new StoredPages(layout);
        pages.add(Event.of(0, "a", 1.0));
        int field = layout.field(1, 0);

        assertThat(layout.expiryMicros(field, page(pages, field))).isEqualTo(WindowLayout.NEVER);
    }

    @Test
    void answersWhatItsTilesHold() {
        WindowLayout layout = plan(features(WindowMode.SAWTOOTH, "1h", "7d"));

        assertThat(layout.answers(features(WindowMode.SAWTOOTH, "30m"))).isFalse();
        assertThat(layout.answers(features(WindowMode.SAWTOOTH, "1h", "24h", "2h", "12h")))
                .isFalse();
        assertThat(layout.answers(features(WindowMode.SAWTOOTH, "1h", "24h", "12h", "3d")))
                .isTrue();
        assertThat(layout.answers(features(WindowMode.HOPPING, "1h", "24h"))).isTrue();
        assertThat(layout.answers(features(WindowMode.TUMBLING_OPEN, "1h", "1d")))
                .isTrue();
        assertThat(layout.answers(features(WindowMode.EXACT, "5s"))).isFalse();
        assertThat(layout.answers(features(WindowMode.LIFETIME))).isFalse();
    }

    @Test
    void answersOnlyPartsThatItHas() {
        WindowLayout layout = plan(List.of(feature("avg", Event.NUMBER), feature("last_k(5)", Event.WHOLE)));

        assertThat(layout.answers(feature("sum", Event.NUMBER))).isTrue();
        assertThat(layout.answers(feature("last_k(3)", Event.WHOLE))).isTrue();
        assertThat(layout.answers(feature("last_k(6)", Event.WHOLE))).isFalse();
        assertThat(layout.answers(feature("avg", Event.WHOLE))).isFalse();
        assertThat(layout.answers(feature("max", Event.NUMBER))).isFalse();
        assertThatThrownBy(() -> WindowReader.of(layout, List.of(feature("max", Event.NUMBER))))
                .hasMessage("windowed feature: max (expected: one whose parts are stored)");
    }

    @Test
    void refusesLevelsThatAreNoLadder() {
        TileLevel minutes = new TileLevel(MINUTE, HOUR, 2, true);
        TileLevel odd = new TileLevel(7 * SECOND, 7 * SECOND, 2, false);

        assertThatThrownBy(() -> new WindowLayout(List.of(), List.of(), List.of(minutes, minutes), 1, 0))
                .hasMessageEndingWith("(expected: only the last one, and not 1s, carries)");
        assertThatThrownBy(() -> new WindowLayout(List.of(), List.of(), List.of(odd, minutes), 1, 0))
                .hasMessageEndingWith("(expected: each tile a part of the next one's)");
        assertThatThrownBy(() -> new TileLevel(MINUTE, 90 * SECOND, 1, false))
                .hasMessage("page: 90000000us (expected: a multiple of the tile, 60000000us)");
    }

    private static byte[] page(StoredPages pages, int field) {
        byte[] page = pages.fields().get(field);
        return page == null ? new byte[0] : page;
    }

    private static WindowLayout plan(List<WindowedFeature> features) {
        return WindowLayout.plan(features, Duration.ofMinutes(1));
    }

    private static List<String> names(WindowLayout layout) {
        return layout.levels().stream().map(TileLevel::name).toList();
    }

    private static WindowedFeature feature(String function, WindowInput input) {
        return new WindowedFeature(
                function,
                WindowFunction.parse(function),
                input,
                new TimeWindow(WindowMode.SAWTOOTH, HOUR, 5 * MINUTE),
                null);
    }

    private static List<WindowedFeature> features(WindowMode mode, String... windows) {
        List<Window> parsed = Arrays.stream(windows).map(Window::parse).toList();
        return WindowFeatures.windows(new Aggregation("n", "count", null, parsed, null, mode)).stream()
                .map(window -> new WindowedFeature("n", WindowFunction.parse("count"), Event.NUMBER, window, null))
                .toList();
    }
}
