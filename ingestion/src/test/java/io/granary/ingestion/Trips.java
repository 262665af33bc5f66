package io.granary.ingestion;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.definition.Window;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A project for tests: trips with ids, and windows over those of each driver. */
final class Trips {

    static final Duration LATENESS = Duration.ofHours(1);
    static final Duration SKEW = Duration.ofMinutes(1);
    static final int DRIVERS = 20;
    static final String VIEW = "recent";
    static final String LAST_TRIP = "last_trip";

    private static final List<JoinKey> JOIN_KEYS = List.of(new JoinKey("driver", ScalarType.STRING));
    private static final List<Column> COLUMNS = List.of(
            new Column("id", ScalarType.STRING),
            new Column("driver", ScalarType.STRING),
            new Column("happened_at", ScalarType.TIMESTAMP),
            new Column("miles", ScalarType.FLOAT64));

    private Trips() {}

    static Revision revision(String project) {
        return revision(project, source(project, "id"), view());
    }

    static Revision revision(String project, StreamSource source, FeatureView... views) {
        return next(Revision.none(project), source, views);
    }

    static Revision next(Revision revision, StreamSource source, FeatureView... views) {
        Entity driver = new Entity("driver", JOIN_KEYS, Metadata.NONE);
        return revision.next(
                new Definitions(Stream.concat(Stream.of(driver, source), Stream.of(views))
                        .toList()),
                "tester",
                "test",
                Instant.EPOCH);
    }

    static StreamSource source(String project, @Nullable String eventId) {
        return new StreamSource(
                "trips",
                topic(project),
                Format.JSON,
                COLUMNS,
                null,
                "happened_at",
                null,
                eventId,
                LATENESS,
                SKEW,
                null,
                Metadata.NONE);
    }

    /** A row of each driver's last trip. */
    static FeatureView lastTrip() {
        return new FeatureView(
                LAST_TRIP,
                List.of("driver"),
                "trips",
                Map.of(),
                null,
                List.of(new Feature("miles", ScalarType.FLOAT64, "miles", null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
    }

    /** Over one hour and one day, of trips that went somewhere. */
    static FeatureView view() {
        return view(
                "miles != 0.0",
                aggregation("trips", "count", null),
                aggregation("miles", "sum", "miles"),
                aggregation("last", "last_k(3)", "miles"));
    }

    static FeatureView view(@Nullable String where, Aggregation... aggregations) {
        return new FeatureView(
                VIEW,
                List.of("driver"),
                "trips",
                Map.of(),
                where,
                List.of(),
                List.of(aggregations),
                null,
                true,
                true,
                Metadata.NONE);
    }

    static Aggregation aggregation(String name, String function, @Nullable String of) {
        List<Window> windows = List.of(Window.parse("1h"), Window.parse("24h"));
        return new Aggregation(name, function, of, windows, null, WindowMode.SAWTOOTH);
    }

    static String topic(String project) {
        return "trips-" + project;
    }

    static EntityKey key(String project, String driver) {
        return EntityKeyCodec.of(project, JOIN_KEYS).encode(new Object[] {driver});
    }

    /** Trips of all drivers, within the lateness; the same ones for the same arguments. */
    static List<Trip> random(int count, Instant now) {
        Random random = new Random(count);
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant happened = now.minusMillis(random.nextInt(3_000_000));
            trips.add(new Trip("trip " + i, "driver " + i % DRIVERS, happened, random.nextGaussian()));
        }
        return trips;
    }

    /** One event. */
    record Trip(String id, String driver, Instant happenedAt, double miles) {

        Map<String, Object> values() {
            return Map.of("id", id, "driver", driver, "happened_at", happenedAt, "miles", miles);
        }

        String json() {
            return """
                    {"id": "%s", "driver": "%s", "happened_at": "%s", "miles": %s}""".formatted(id, driver, happenedAt, miles);
        }
    }
}
