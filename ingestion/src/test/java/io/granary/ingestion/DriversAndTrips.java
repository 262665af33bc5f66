package io.granary.ingestion;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A project for tests: {@link Trips} with views of drivers alone, and of drivers with each of their trips. */
final class DriversAndTrips {

    static final String TRIP_ROWS = "trip_rows";
    static final String TRIP_WINDOWS = "trip_windows";

    private DriversAndTrips() {}

    static Revision revision(String project) {
        return next(Revision.none(project), Trips.view());
    }

    /** The same with another generation of the windows of drivers. */
    static Revision withMoreWindows(Revision revision) {
        return next(
                revision,
                Trips.view(
                        "miles > -1.0",
                        Trips.aggregation("trips", "count", null),
                        Trips.aggregation("miles", "sum", "miles"),
                        Trips.aggregation("last", "last_k(3)", "miles")));
    }

    private static Revision next(Revision revision, FeatureView windows) {
        List<Definition> all = List.of(
                new Entity("driver", List.of(new JoinKey("driver", ScalarType.STRING)), Metadata.NONE),
                new Entity("trip", List.of(new JoinKey("id", ScalarType.STRING)), Metadata.NONE),
                Trips.source(revision.project(), "id"),
                Trips.lastTrip(),
                windows,
                tripRows(),
                tripWindows());
        return revision.next(new Definitions(all), "tester", "test", Instant.EPOCH);
    }

    private static FeatureView tripRows() {
        return new FeatureView(
                TRIP_ROWS,
                List.of("driver", "trip"),
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

    private static FeatureView tripWindows() {
        return new FeatureView(
                TRIP_WINDOWS,
                List.of("trip", "driver"),
                "trips",
                Map.of(),
                null,
                List.of(),
                List.of(Trips.aggregation("rides", "count", null)),
                null,
                true,
                true,
                Metadata.NONE);
    }
}
