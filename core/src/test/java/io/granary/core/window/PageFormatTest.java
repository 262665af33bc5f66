package io.granary.core.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of format version 1 as they were first written: logs and stores are full of them, so they are read for ever. */
class PageFormatTest {

    private static final long NOON = 1_704_110_400_000_000L;
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;

    private static final List<WindowedFeature> FEATURES = List.of(
            feature("count", Event.NUMBER),
            feature("sum", Event.NUMBER),
            feature("var", Event.NUMBER),
            feature("min", Event.NUMBER),
            feature("max", Event.NUMBER),
            feature("percentile(0.5)", Event.WHOLE),
            feature("sum", Event.WHOLE),
            feature("avg", Event.WHOLE),
            feature("first", Event.TEXT),
            feature("last_k(3)", Event.TEXT),
            feature("count_distinct", Event.TEXT),
            feature("approx_count_distinct", Event.TEXT),
            feature("count", Event.WITH_TEXT));

    private final WindowLayout layout = WindowLayout.plan(FEATURES, Duration.ofMinutes(1));

    @Test
    void areWrittenAsTheyWere() throws IOException {
        Map<String, String> written = new TreeMap<>();
        pages().fields()
                .forEach((field, page) ->
                        written.put(layout.field(field), HexFormat.of().formatHex(page)));

        assertThat(written).isEqualTo(kept());
    }

    @Test
    void areReadAsTheyWere() throws IOException {
        StoredPages stored = new StoredPages(layout);
        List<String> fields = layout.fields();
        kept().forEach((field, page) ->
                stored.put(fields.indexOf(field), HexFormat.of().parseHex(page)));
        WindowReader reader = WindowReader.of(layout, FEATURES);
        long at = NOON + 2 * HOUR + 12 * SECOND;

        List<@Nullable Object> values = StoredPages.values(FEATURES, stored.read(reader, at));

        EntityWindows inMemory = EntityWindows.of(reader);
        events().forEach(event -> inMemory.add(event.fill(layout)));
        assertThat(values)
                .isEqualTo(StoredPages.values(FEATURES, inMemory.read(at)))
                .startsWith(6L, 2.60000001, 4.0E31, -1e16, 1e16);
    }

    private StoredPages pages() {
        StoredPages pages = new StoredPages(layout);
        events().forEach(pages::add);
        return pages;
    }

    /** Of three hours; some in the head, some in tiles only, some without a number or a text. */
    private static List<Event> events() {
        return List.of(
                event(0, "a", 0.1, 7L, "north"),
                event(HOUR, "b", 1e16, -3L, "süd"),
                event(HOUR + 1, "c", -1e16, Long.MAX_VALUE, null),
                event(HOUR + 301 * SECOND, "d", null, null, "north"),
                event(2 * HOUR, "e", 2.5, 40L, "east"),
                event(2 * HOUR + 10 * SECOND, "f", -0.0, 41L, "east"),
                event(2 * HOUR + 11 * SECOND, "g", 1e-8, 1L << 40, ""));
    }

    private static Event event(
            long after, String id, @Nullable Double number, @Nullable Long whole, @Nullable String text) {
        return new Event(NOON + after, id, NOON + after, number, whole, text);
    }

    private static WindowedFeature feature(String function, WindowInput input) {
        return new WindowedFeature(
                function,
                WindowFunction.parse(function),
                input,
                new TimeWindow(WindowMode.SAWTOOTH, 24 * HOUR, HOUR),
                null);
    }

    /** A page a line: its field, a space, its bytes in hexadecimal. */
    private static Map<String, String> kept() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(PageFormatTest.class.getResourceAsStream("pages-v1.txt")), UTF_8))) {
            Map<String, String> pages = new TreeMap<>();
            Stream<String> all = lines.lines();
            all.forEach(line -> pages.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
            return pages;
        }
    }
}
