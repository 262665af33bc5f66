package io.granary.core.window;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One question of {@code vectors.txt}.
 *
 * @param known the events that count, accepted and without duplicates
 * @param values count, sum, avg, var, min, max, first, last, distinct and the last three
 */
record Vector(
        String name,
        long atMicros,
        TimeWindow window,
        @Nullable Long fromMicros,
        long toMicros,
        List<Event> known,
        List<@Nullable Object> values) {

    private static final List<String> FUNCTIONS =
            List.of("count", "sum", "avg", "var", "min", "max", "first", "last", "count_distinct", "last_k(3)");

    static List<Vector> all() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(Vector.class.getResourceAsStream("vectors.txt")), StandardCharsets.UTF_8))) {
            return new Reader().read(lines.lines().toList());
        }
    }

    List<WindowedFeature> features() {
        return FUNCTIONS.stream()
                .map(text -> new WindowedFeature(text, WindowFunction.parse(text), Event.NUMBER, window, null))
                .toList();
    }

    WindowLayout layout() {
        return WindowLayout.plan(features(), Duration.ofMinutes(1));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Reads the file from its first line to its last. */
    private static final class Reader {

        private final List<Vector> vectors = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private Acceptance acceptance = new Acceptance(0, 0);
        private String name = "";
        private String[] query = new String[0];

        List<Vector> read(List<String> lines) {
            lines.stream().filter(line -> !line.startsWith("#")).forEach(this::read);
            return vectors;
        }

        private void read(String line) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "case" -> {
                    name = line;
                    events.clear();
                }
                case "limits" -> acceptance = new Acceptance(micros(words[1]), micros(words[2]));
                case "event" -> events.add(event(words));
                case "query" -> query = words;
                default -> vectors.add(vector(words));
            }
        }

        private static Event event(String[] words) {
            Double number = words[3].equals("null") ? null : Double.valueOf(words[3]);
            return new Event(micros(words[1]), words[2], micros(words[4]), number, null, null);
        }

        private Vector vector(String[] words) {
            long at = micros(query[1]);
            boolean isAsServed = words[0].equals("as_served");
            List<Event> known = accepted()
                    .filter(event -> isAsServed ? event.arrivalMicros() <= at : event.micros() < at)
                    .toList();
            return new Vector(
                    name + ", at " + query[1] + ", " + query[3] + ", " + words[0],
                    at,
                    window(),
                    query[5].equals("null") ? null : (Long) micros(query[5]),
                    micros(query[6]),
                    known,
                    values(words));
        }

        private TimeWindow window() {
            WindowMode mode = WindowMode.valueOf(query[3].toUpperCase(Locale.ROOT));
            if (mode == WindowMode.LIFETIME) {
                return TimeWindow.LIFETIME;
            }
            return new TimeWindow(mode, micros(query[2]), mode == WindowMode.EXACT ? 0 : micros(query[4]));
        }

        /** Those that are accepted, each once: an event is its id, timestamp and value. */
        private Stream<Event> accepted() {
            Map<List<@Nullable Object>, Event> once = new LinkedHashMap<>();
            events.stream()
                    .filter(event -> acceptance.accepts(event.micros(), event.arrivalMicros()))
                    .forEach(event ->
                            once.putIfAbsent(Arrays.asList(event.id(), event.micros(), event.number()), event));
            return once.values().stream();
        }

        private static List<@Nullable Object> values(String[] words) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i <= 9; i++) {
                boolean isCount = i == 1 || i == 9;
                values.add(
                        words[i].equals("null")
                                ? null
                                : isCount ? (Object) Long.valueOf(words[i]) : Double.valueOf(words[i]));
            }
            String list = words[10].substring(1, words[10].length() - 1);
            values.add(
                    list.isEmpty()
                            ? List.of()
                            : Stream.of(list.split(",")).map(Double::valueOf).toList());
            return values;
        }

        private static long micros(String millis) {
            return Long.parseLong(millis) * 1_000;
        }
    }
}
