package io.granary.core.definition;

import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views over one stream of trips, for tests of what renames do. */
final class Trips {

    private static final List<Column> COLUMNS = List.of(
            new Column("taxi", ScalarType.STRING),
            new Column("miles", ScalarType.INT64),
            new Column("minutes", ScalarType.INT64),
            new Column("small", ScalarType.INT32),
            new Column("ended_at", ScalarType.TIMESTAMP));

    private Trips() {}

    /** An INT64 feature. */
    static Feature feature(String name, String expression) {
        return new Feature(name, ScalarType.INT64, expression, null);
    }

    /** An INT64 feature that had another name. */
    static Feature feature(String name, String expression, @Nullable String was) {
        return new Feature(name, ScalarType.INT64, expression, null, was);
    }

    static FeatureView view(String name, Feature... features) {
        return view(name, null, features);
    }

    static FeatureView view(String name, @Nullable String was, Feature... features) {
        return new FeatureView(
                name,
                List.of("taxi"),
                "trips",
                Map.of(),
                null,
                Arrays.asList(features),
                List.of(),
                null,
                true,
                true,
                new Metadata(null, null, Map.of(), was));
    }

    static FeatureView windows(String name, Aggregation... aggregations) {
        return windows(name, null, aggregations);
    }

    static FeatureView windows(String name, @Nullable String was, Aggregation... aggregations) {
        return new FeatureView(
                name,
                List.of("taxi"),
                "trips",
                Map.of(),
                null,
                List.of(),
                Arrays.asList(aggregations),
                null,
                true,
                true,
                new Metadata(null, null, Map.of(), was));
    }

    static Revision apply(Revision revision, FeatureView... views) {
        List<Definition> all = new ArrayList<>(Arrays.asList(views));
        all.add(new Entity("taxi", List.of(new JoinKey("taxi", ScalarType.STRING)), Metadata.NONE));
        all.add(source());
        return revision.next(new Definitions(all), "ann", "test", Instant.EPOCH);
    }

    static Revision first(FeatureView... views) {
        return apply(Revision.none("taxis"), views);
    }

    private static StreamSource source() {
        return new StreamSource(
                "trips",
                "trips",
                StreamSource.Format.JSON,
                COLUMNS,
                null,
                "ended_at",
                null,
                null,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                null,
                Metadata.NONE);
    }
}
