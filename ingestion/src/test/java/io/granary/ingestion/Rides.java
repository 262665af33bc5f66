package io.granary.ingestion;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.definition.StreamSource.History;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A project for tests: rides, and of each driver the last ride and its speed. */
final class Rides {

    static final Instant UNTIL = Instant.parse("2020-01-01T00:00:00Z");
    static final Duration TTL = Duration.ofDays(30);

    static final List<Column> COLUMNS = List.of(
            new Column("driver", ScalarType.STRING),
            new Column("happened_at", ScalarType.TIMESTAMP),
            new Column("miles", ScalarType.INT64),
            new Column("minutes", ScalarType.INT64));

    private static final List<JoinKey> JOIN_KEYS = List.of(new JoinKey("driver", ScalarType.STRING));

    private Rides() {}

    /** The view {@code last_ride} has every event with 0 miles or more; {@code speed} cannot divide by 0 minutes. */
    static Revision revision(String project) {
        return revision(project, source(project, Format.JSON, null), lastRide(), speed());
    }

    static Revision revision(String project, StreamSource source, FeatureView... views) {
        return next(Revision.none(project), source, views);
    }

    static Revision next(Revision revision, StreamSource source, FeatureView... views) {
        List<Definition> all = new ArrayList<>(List.of(views));
        all.add(new Entity("driver", JOIN_KEYS, Metadata.NONE));
        all.add(source);
        return revision.next(new Definitions(all), "tester", "test", Instant.EPOCH);
    }

    static StreamSource source(String project, Format format, @Nullable String avroSchema) {
        return new StreamSource(
                "rides",
                topic(project),
                format,
                COLUMNS,
                avroSchema,
                "happened_at",
                null,
                null,
                Duration.ZERO,
                Duration.ofMinutes(1),
                new History("warehouse", UNTIL, Duration.ZERO),
                Metadata.NONE);
    }

    /** The same rides without a past elsewhere. */
    static StreamSource liveSource(String project) {
        return liveSource(project, COLUMNS, null);
    }

    /** The same with a created timestamp. */
    static StreamSource createdSource(String project) {
        List<Column> columns = new ArrayList<>(COLUMNS);
        columns.add(new Column("written_at", ScalarType.TIMESTAMP));
        return liveSource(project, columns, "written_at");
    }

    private static StreamSource liveSource(String project, List<Column> columns, @Nullable String createdTimestamp) {
        return new StreamSource(
                "rides",
                topic(project),
                Format.JSON,
                columns,
                null,
                "happened_at",
                createdTimestamp,
                null,
                Duration.ZERO,
                Duration.ofMinutes(1),
                null,
                Metadata.NONE);
    }

    static FeatureView lastRide() {
        return view(
                "last_ride",
                "miles >= 0",
                new Feature("miles", ScalarType.INT64, "miles", null),
                new Feature("minutes", ScalarType.INT64, "minutes", null));
    }

    static FeatureView speed() {
        return view("speed", null, new Feature("pace", ScalarType.INT64, "miles / minutes", null));
    }

    static FeatureView view(String name, @Nullable String where, Feature... features) {
        return new FeatureView(
                name,
                List.of("driver"),
                "rides",
                Map.of(),
                where,
                List.of(features),
                List.of(),
                TTL,
                true,
                true,
                Metadata.NONE);
    }

    static String topic(String project) {
        return "rides-" + project;
    }

    static String json(String driver, Instant happenedAt, long miles, long minutes) {
        return """
                {"driver": "%s", "happened_at": "%s", "miles": %d, "minutes": %d, "unknown": [{}]}""".formatted(driver, happenedAt, miles, minutes);
    }

    static EntityKey key(String project, String driver) {
        return EntityKeyCodec.of(project, JOIN_KEYS).encode(new Object[] {driver});
    }

    /** What a row of {@link #lastRide} must be, put together by hand. */
    static FeatureLogRecord lastRideRow(
            Revision revision, String driver, Instant happenedAt, Instant arrivedAt, long miles, long minutes) {
        var state = revision.viewState("last_ride");
        byte[] body = RowCodec.of(state.schema()).encode(new Object[] {miles, minutes});
        byte[] row = StoredRow.encode(
                micros(happenedAt),
                micros(arrivedAt),
                state.schemaRevision(),
                state.schema().id(),
                body);
        return new FeatureLogRecord(
                key(revision.project(), driver),
                state.field("last_ride"),
                TimeUnit.SECONDS.toMicros(TTL.toSeconds()),
                row);
    }

    static long micros(Instant moment) {
        return TimeUnit.SECONDS.toMicros(moment.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(moment.getNano());
    }
}
