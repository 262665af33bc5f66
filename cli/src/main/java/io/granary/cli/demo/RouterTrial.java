package io.granary.cli.demo;

import static io.granary.cli.client.JsonHttp.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the router for predictions and counts which treatment each flight got. */
final class RouterTrial {

    static final String ROUTER = "delay_router";

    private static final String PATH = "/v1/routers/" + ROUTER + "/predict";
    private static final int ROWS_A_REQUEST = 500;
    private static final double STANDARD_ERRORS = 3;

    private final JsonHttp serving;
    private final Map<String, Long> arms = new TreeMap<>();
    private long predictions;

    RouterTrial(JsonHttp serving) {
        this.serving = serving;
    }

    /** Predicts for flights that depart at a moment. */
    RouterTrial predict(List<Flight> flights, Instant departure) {
        for (int from = 0; from < flights.size(); from += ROWS_A_REQUEST) {
            List<Flight> batch = flights.subList(from, Math.min(flights.size(), from + ROWS_A_REQUEST));
            for (JsonNode prediction :
                    serving.post(PATH, request(batch, departure)).get("predictions")) {
                arms.merge(prediction.get("treatment").asText(), 1L, Long::sum);
                predictions++;
            }
        }
        return this;
    }

    long predictions() {
        return predictions;
    }

    /** Predictions by treatment. */
    Map<String, Long> arms() {
        return Map.copyOf(arms);
    }

    /** Whether each of so many equal arms has its share, give or take three standard errors. */
    boolean hasEqualArms(int count) {
        double share = 1.0 / count;
        double expected = predictions * share;
        double tolerance = STANDARD_ERRORS * Math.sqrt(predictions * share * (1 - share));
        return arms.size() == count
                && arms.values().stream().allMatch(units -> Math.abs(units - expected) <= tolerance);
    }

    private static JsonNode request(List<Flight> flights, Instant departure) {
        ObjectNode entities = MAPPER.createObjectNode();
        ArrayNode origins = entities.putArray("origin");
        ArrayNode destinations = entities.putArray("destination");
        ArrayNode departures = entities.putArray("departed_at");
        ArrayNode units = entities.putArray("flight_id");
        for (Flight flight : flights) {
            origins.add(flight.origin());
            destinations.add(flight.destination());
            departures.add(departure.toString());
            units.add(flight.id());
        }
        return MAPPER.createObjectNode().set("entities", entities);
    }
}
