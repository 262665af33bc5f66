package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.window.WindowMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The worked examples of the window semantics. */
final class WindowVectors {

    private WindowVectors() {}

    /** One set of events and the questions about it. */
    record Vector(
            String name, Duration allowedLateness, Duration maxFutureSkew, List<Event> events, List<Query> queries) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** An event of the one entity. */
    record Event(Instant at, String id, @Nullable Double value, Instant arrival) {}

    /**
     * A question.
     *
     * @param window null: everything
     * @param answers by knowledge and the short name of the function
     */
    record Query(
            Instant at,
            WindowMode mode,
            @Nullable Duration window,
            @Nullable Duration hop,
            Map<Knowledge, Map<String, @Nullable Object>> answers) {

        Map<String, @Nullable Object> answers(Knowledge knowledge) {
            return requireNonNull(answers.get(knowledge));
        }
    }

    static List<Vector> all() {
        try (InputStream in = WindowVectors.class.getResourceAsStream("window-vectors.json")) {
            List<Vector> vectors = new ArrayList<>();
            new ObjectMapper().readTree(in).forEach(vector -> vectors.add(vector(vector)));
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(JsonNode node) {
        List<Event> events = new ArrayList<>();
        node.get("events").forEach(event -> events.add(event(event)));
        List<Query> queries = new ArrayList<>();
        node.get("queries").forEach(query -> queries.add(query(query)));
        return new Vector(
                node.get("name").asText(),
                Duration.ofMillis(node.get("max_lateness_ms").asLong()),
                Duration.ofMillis(node.get("max_future_ms").asLong()),
                events,
                queries);
    }

    private static Event event(JsonNode node) {
        return new Event(
                Instant.ofEpochMilli(node.get("event_ts").asLong()),
                node.get("event_id").asText(),
                node.get("value").isNull() ? null : node.get("value").asDouble(),
                Instant.ofEpochMilli(node.get("arrival_ts").asLong()));
    }

    private static Query query(JsonNode node) {
        return new Query(
                Instant.ofEpochMilli(node.get("query_ts").asLong()),
                WindowMode.valueOf(node.get("mode").asText().toUpperCase(Locale.ROOT)),
                millis(node.get("window_ms")),
                millis(node.get("hop_ms")),
                Map.of(
                        Knowledge.EVENT_TIME, answers(node.get("event_time")),
                        Knowledge.AS_SERVED, answers(node.get("as_served"))));
    }

    private static @Nullable Duration millis(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : Duration.ofMillis(node.asLong());
    }

    private static Map<String, @Nullable Object> answers(JsonNode node) {
        Map<String, @Nullable Object> answers = new TreeMap<>();
        node.properties().forEach(answer -> answers.put(answer.getKey(), answer(answer.getValue())));
        return answers;
    }

    private static @Nullable Object answer(JsonNode node) {
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(value -> values.add(value.asDouble()));
            return values;
        }
        if (node.isNull()) {
            return null;
        }
        return node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
    }
}
