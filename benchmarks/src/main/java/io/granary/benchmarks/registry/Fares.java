package io.granary.benchmarks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.benchmarks.registry.Observation.Verdict;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A project of one stream whose only view computes its feature in another way for every number, so that each number is
 * another generation. Right answers have every rider's fare, computed as the marker of the same answer says.
 */
final class Fares implements Question {

    static final String PROJECT = "fares";
    static final String TOPIC = "rides";
    static final int RIDERS = 200;

    private static final String VIEW = "rider_fares";
    private static final String FEATURE = "fare";
    private static final int ASKED = 20;

    /** The definitions of a number, from 1. */
    static Definitions definitions(long number) {
        List<Column> columns = List.of(
                new Column("rider", ScalarType.INT64),
                new Column("at", ScalarType.TIMESTAMP),
                new Column("miles", ScalarType.INT64));
        return Marker.in(
                new Definitions(List.of(
                        new Entity("rider", List.of(new JoinKey("rider", ScalarType.INT64)), Metadata.NONE),
                        new StreamSource(
                                TOPIC,
                                TOPIC,
                                StreamSource.Format.JSON,
                                columns,
                                null,
                                "at",
                                null,
                                null,
                                StreamSource.DEFAULT_ALLOWED_LATENESS,
                                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                                null,
                                Metadata.NONE),
                        view(number))),
                VIEW,
                FEATURE,
                number);
    }

    /** An event of a rider; all of one rider say the same, so that only the definitions change a value. */
    static String event(int rider, long epochMicros) {
        return "{\"rider\": " + rider + ", \"at\": " + epochMicros + ", \"miles\": " + miles(rider) + "}";
    }

    @Override
    public String json() {
        String riders = IntStream.range(0, ASKED).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return """
                {"features": ["%s:%s", "%s"], "entities": {"rider": [%s]}}""".formatted(VIEW, FEATURE, Marker.REFERENCE, riders);
    }

    @Override
    public Observation observe(JsonNode answer) {
        long number = Marker.of(answer);
        JsonNode fares = Marker.column(answer, FEATURE);
        for (int rider = 0; rider < ASKED; rider++) {
            if (number < 0 || !fares.path("statuses").path(rider).asText().equals("PRESENT")) {
                return new Observation(number, Verdict.EMPTY);
            }
            if (fares.path("values").path(rider).asLong(-1) != miles(rider) * number) {
                return new Observation(number, Verdict.MIXED);
            }
        }
        return new Observation(number, Verdict.RIGHT);
    }

    private static long miles(int rider) {
        return rider + 1L;
    }

    private static FeatureView view(long number) {
        return new FeatureView(
                VIEW,
                List.of("rider"),
                TOPIC,
                Map.of(),
                null,
                List.of(new Feature(FEATURE, ScalarType.INT64, "miles * " + number, null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }
}
