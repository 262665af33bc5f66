package io.granary.cli.demo;

import static io.granary.cli.client.JsonHttp.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads every airport and route over HTTP and compares each value with the oracle's. */
final class OnlineCheck {

    private static final int ROWS_A_REQUEST = 250;

    private final JsonHttp serving;
    private final Oracle oracle;
    private final long nowMicros;
    private final Instant now;
    private final Comparison comparison = new Comparison();

    OnlineCheck(JsonHttp serving, Oracle oracle, Instant now) {
        this.serving = serving;
        this.oracle = oracle;
        this.now = now;
        this.nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }

    Comparison airports(List<String> airports) {
        for (List<String> batch : batches(airports)) {
            ObjectNode request = MAPPER.createObjectNode().put("full_feature_names", true);
            request.putArray("features")
                    .add("airport_arrivals:*")
                    .add("airport_facts:*")
                    .add("airport_delays:*");
            ArrayNode keys = request.putObject("entities").putArray("airport");
            batch.forEach(keys::add);
            Map<String, JsonNode> columns = columns(serving.post("/get-online-features", request));
            for (int row = 0; row < batch.size(); row++) {
                compareAirport(batch.get(row), columns, row);
            }
        }
        return comparison;
    }

    Comparison routes(List<Flight> oneOfEachRoute) {
        for (List<Flight> batch : batches(oneOfEachRoute)) {
            ObjectNode request =
                    MAPPER.createObjectNode().put("full_feature_names", true).put("feature_service", "delay_model");
            ObjectNode entities = request.putObject("entities");
            ArrayNode origins = entities.putArray("origin");
            ArrayNode destinations = entities.putArray("destination");
            ArrayNode departures = entities.putArray("departed_at");
            for (Flight flight : batch) {
                origins.add(flight.origin());
                destinations.add(flight.destination());
                departures.add(now.toString());
            }
            Map<String, JsonNode> columns = columns(serving.post("/get-online-features", request));
            for (int row = 0; row < batch.size(); row++) {
                compareRoute(batch.get(row), columns, row);
            }
            routeWindows(batch);
        }
        return comparison;
    }

    private void routeWindows(List<Flight> batch) {
        ObjectNode request = MAPPER.createObjectNode().put("full_feature_names", true);
        request.putArray("features").add("route_delays:*");
        ObjectNode entities = request.putObject("entities");
        ArrayNode origins = entities.putArray("origin");
        ArrayNode destinations = entities.putArray("destination");
        batch.forEach(flight -> {
            origins.add(flight.origin());
            destinations.add(flight.destination());
        });
        Map<String, JsonNode> columns = columns(serving.post("/get-online-features", request));
        for (int row = 0; row < batch.size(); row++) {
            Flight flight = batch.get(row);
            compareWindows(
                    flight.route(),
                    columns,
                    "route_delays__",
                    row,
                    oracle.delaysOn(flight.origin(), flight.destination(), nowMicros));
        }
    }

    private void compareAirport(String code, Map<String, JsonNode> columns, int row) {
        Flight last = oracle.lastArrivalAt(code, nowMicros);
        Airport airport = oracle.airport(code);
        String view = "airport_arrivals__";
        compare(code, columns, view + "last_delay_minutes", row, last == null ? null : last.delayMinutes());
        compare(code, columns, view + "last_distance_miles", row, last == null ? null : last.distanceMiles());
        compare(code, columns, view + "last_was_late", row, last == null ? null : last.delayMinutes() > 15);
        compare(code, columns, view + "last_arrived_at", row, last == null ? null : moment(last.arrivedAt()));
        compare(code, columns, "airport_facts__city", row, airport == null ? null : airport.city());
        compare(code, columns, "airport_facts__state", row, airport == null ? null : airport.state());
        compare(code, columns, "airport_facts__latitude", row, airport == null ? null : airport.latitude());
        compare(code, columns, "airport_facts__longitude", row, airport == null ? null : airport.longitude());
        compareWindows(code, columns, "airport_delays__", row, oracle.delaysFrom(code, nowMicros));
    }

    private void compareRoute(Flight flight, Map<String, JsonNode> columns, int row) {
        String key = flight.route();
        oracle.delayModelFeatures(flight.origin(), flight.destination(), nowMicros, nowMicros)
                .forEach((feature, expected) -> {
                    if (Oracle.isWindow(feature)) {
                        compareWindow(key, columns, feature, row, expected);
                    } else {
                        compare(key, columns, feature, row, expected);
                    }
                });
    }

    private void compareWindows(
            String key, Map<String, JsonNode> columns, String view, int row, Map<String, @Nullable Object> expected) {
        expected.forEach((feature, value) -> compareWindow(key, columns, view + feature, row, value));
    }

    /** A window without flights has a value, too: null. */
    private void compareWindow(
            String key, Map<String, JsonNode> columns, String feature, int row, @Nullable Object expected) {
        compare(key, columns, feature, row, expected, expected == null ? "NULL_VALUE" : "PRESENT");
    }

    private void compare(
            String key, Map<String, JsonNode> columns, String feature, int row, @Nullable Object expected) {
        compare(key, columns, feature, row, expected, expected == null ? "NOT_FOUND" : "PRESENT");
    }

    private void compare(
            String key,
            Map<String, JsonNode> columns,
            String feature,
            int row,
            @Nullable Object expected,
            String expectedStatus) {
        JsonNode column = columns.get(feature);
        JsonNode value = column == null ? null : column.get("values").get(row);
        comparison.compare(key + " " + feature, expected, value == null ? "no such column" : plain(value));
        String status = column == null
                ? "no such column"
                : column.get("statuses").get(row).asText();
        comparison.compare(key + " " + feature + " status", expectedStatus, status);
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNumber()) {
            return value.numberValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(OnlineCheck::plain)
                    .toList();
        }
        return value.isNull() ? null : value.asText();
    }

    private static String moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    private static Map<String, JsonNode> columns(JsonNode response) {
        Map<String, JsonNode> columns = new HashMap<>();
        JsonNode names = response.get("metadata").get("feature_names");
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i).asText(), response.get("results").get(i));
        }
        return columns;
    }

    private static <T> List<List<T>> batches(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + ROWS_A_REQUEST)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + ROWS_A_REQUEST)))
                .toList();
    }
}
