package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.ingestion.MaterializationRange;
import io.granary.ingestion.MaterializationRun;
import io.granary.ingestion.Materializations;
import io.granary.ingestion.SnapshotWatermark;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.SnapshotRead;
import io.granary.offline.engine.TableVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where materializations go on, and that one keeps another away: with a real broker, without an engine. */
@Timeout(120)
final class ITTableMaterialization {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofDays(7));
    private static final MaterializationRange WHOLE = MaterializationRange.WHOLE;
    private static final MaterializationRange INCREMENTAL = new MaterializationRange(Duration.ofHours(1), null, null);

    private static final String VIEW = "sales_of_shop";
    private static final String TABLE = "lake.sales.done";

    private final String project = "p" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void anIncrementalRunGoesOnWhereTheLastOneEnded() {
        Revision revision = revision("created", "sold");
        assertThat(run(revision, FIRST, INCREMENTAL)).isNull();
        assertThat(run(revision, SECOND, INCREMENTAL))
                .isEqualTo(new Since.Moment(Since.Clock.CREATED, FIRST.minus(Duration.ofHours(1))));
        assertThat(run(revision, SECOND, WHOLE)).isNull();
        assertThat(run(revision, SECOND, new MaterializationRange(Duration.ofDays(999_999_999_999L), null, null)))
                .as("all of time")
                .isNull();
    }

    @Test
    void aPartOfTheRowsMovesNoWatermarkThatItDoesNotReach() {
        Revision revision = revision("created", "sold");
        LaterRows later = new LaterRows(1, FIRST.plusSeconds(60));
        run(revision, FIRST, WHOLE);
        run(revision, SECOND, new MaterializationRange(null, FIRST, null));
        run(revision, SECOND, new MaterializationRange(null, null, SECOND), later);
        assertThat(run(revision, SECOND, INCREMENTAL))
                .as("just before the first row that was left out was written")
                .isEqualTo(new Since.Moment(
                        Since.Clock.CREATED, FIRST.plusSeconds(60 - 3600).minusNanos(1_000)));

        assertThat(run(revision, SECOND, INCREMENTAL, new LaterRows(1, FIRST)))
                .as("a run before had that row")
                .isEqualTo(new Since.Moment(Since.Clock.CREATED, SECOND.minus(Duration.ofHours(1))));
        assertThat(run(revision, SECOND, INCREMENTAL))
                .isEqualTo(new Since.Moment(Since.Clock.CREATED, SECOND.minus(Duration.ofHours(1))));
    }

    @Test
    void aTableThatDoesNotSayWhenRowsWereWrittenGoesOnByTheirEvents() {
        Revision revision = revision(null, "sold");
        run(revision, SECOND, new MaterializationRange(null, null, FIRST));
        assertThat(run(revision, SECOND, INCREMENTAL))
                .isEqualTo(new Since.Moment(Since.Clock.EVENT, FIRST.minus(Duration.ofHours(1))));

        run(revision, SECOND, new MaterializationRange(null, null, FIRST));
        assertThat(run(revision, SECOND, INCREMENTAL))
                .as("an end before the watermark")
                .isEqualTo(new Since.Moment(Since.Clock.EVENT, SECOND.minus(Duration.ofHours(1))));
    }

    @Test
    void aTableThatKeepsSnapshotsGoesOnAfterTheLastThatWasRead() {
        Revision revision = icebergRevision(null, TABLE);
        assertThat(run(revision, FIRST, INCREMENTAL, read(5, null))).isNull();
        assertThat(run(revision, SECOND, INCREMENTAL, read(6, 5L))).isEqualTo(new Since.Snapshot(5, null));
        try (TableMaterialization failed = open(revision)) {
            assertThat(failed.request(Path.of(""), SECOND, INCREMENTAL).since())
                    .containsValue(new Since.Snapshot(6, null));
        }
        run(revision, SECOND, new MaterializationRange(null, FIRST, null), read(7, null));
        assertThat(run(revision, SECOND, INCREMENTAL, read(8, 6L)))
                .as("neither a run that failed nor a part moves it")
                .isEqualTo(new Since.Snapshot(6, null));
        assertThat(run(revision, SECOND, WHOLE, read(9, null))).isNull();
        assertThat(run(revision, SECOND, INCREMENTAL, read(9, 9L))).isEqualTo(new Since.Snapshot(9, null));
        assertThat(runs()).last().satisfies(run -> {
            assertThat(run.watermark()).isNull();
            assertThat(run.snapshot()).isEqualTo(new SnapshotWatermark(TABLE, 9, 9L, null));
        });
    }

    @Test
    void aSnapshotWithRowsThatWereLeftOutIsLookedAtAgain() {
        Revision revision = icebergRevision(null, TABLE);
        MaterializedView part = new MaterializedView(
                VIEW, 5, 3, new LaterRows(1, null), read(5, null).snapshot());
        run(revision, SECOND, new MaterializationRange(null, null, FIRST), part);
        assertThat(run(revision, SECOND, INCREMENTAL, read(6, 5L))).isEqualTo(new Since.Snapshot(5, FIRST));
        assertThat(run(revision, SECOND, INCREMENTAL, read(6, 6L))).isEqualTo(new Since.Snapshot(6, null));
    }

    @Test
    void snapshotsOfAnotherTableOrBesideACreatedTimestampAreNotGoneOnFrom() {
        run(icebergRevision(null, TABLE), FIRST, INCREMENTAL, read(5, null));
        assertThat(run(icebergRevision(null, "lake.sales.moved"), SECOND, INCREMENTAL, read(5, null)))
                .isNull();

        Revision created = icebergRevision("created", TABLE);
        assertThat(run(created, FIRST, INCREMENTAL, read(5, null))).isNull();
        assertThat(run(created, SECOND, INCREMENTAL, read(6, null)))
                .isEqualTo(new Since.Moment(Since.Clock.CREATED, FIRST.minus(Duration.ofHours(1))));
    }

    @Test
    void rowsOfAnotherMeaningAreNotThere() {
        run(revision("created", "sold"), FIRST, WHOLE);

        assertThat(run(revision("created", "sold * 2"), SECOND, INCREMENTAL)).isNull();
    }

    @Test
    void anotherOneOfTheSameViewIsRefusedUntilTheFirstHasEnded() {
        Revision revision = revision("created", "sold");
        try (TableMaterialization first = open(revision)) {
            assertThatThrownBy(() -> open(revision))
                    .isInstanceOfSatisfying(
                            GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessage("Cannot materialize feature view 'sales_of_shop': another one does so now");
            assertThat(first.request(Path.of(""), FIRST, WHOLE).views()).containsExactly("sales_of_shop");
        }
        open(revision).close();
    }

    /** Runs it without an engine; no row is later than its end. */
    private @Nullable Since run(Revision revision, Instant now, MaterializationRange rows) {
        return run(revision, now, rows, LaterRows.NONE);
    }

    private @Nullable Since run(Revision revision, Instant now, MaterializationRange rows, LaterRows later) {
        return run(revision, now, rows, new MaterializedView(VIEW, 5, 3, later));
    }

    private @Nullable Since run(Revision revision, Instant now, MaterializationRange rows, MaterializedView done) {
        try (TableMaterialization work = open(revision)) {
            MaterializationRequest request = work.request(Path.of(""), now, rows);
            MaterializationResult result = new MaterializationResult(project, 1, request.until(), now, List.of(done));
            work.ended(request, result, rows);
            return request.since().get(VIEW);
        }
    }

    /** What an engine says that read a snapshot of the table. */
    private static MaterializedView read(long snapshot, @Nullable Long since) {
        TableVersion version = new TableVersion(TABLE, snapshot, FIRST, 0);
        return new MaterializedView(VIEW, 5, 3, LaterRows.NONE, new SnapshotRead(version, since));
    }

    private List<MaterializationRun> runs() {
        try (Materializations log = Materializations.open(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            return log.runs(project);
        }
    }

    private static TableMaterialization open(Revision revision) {
        return TableMaterialization.open(
                revision, List.of(VIEW), Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
    }

    private Revision revision(@Nullable String created, String expression) {
        return revision(BatchSource.Format.PARQUET, "sales.parquet", created, expression);
    }

    private Revision icebergRevision(@Nullable String created, String table) {
        return revision(BatchSource.Format.ICEBERG, table, created, "sold");
    }

    private Revision revision(BatchSource.Format format, String path, @Nullable String created, String expression) {
        BatchSource source = new BatchSource(
                "sales",
                format,
                path,
                "at",
                created,
                List.of(
                        new Column("shop", ScalarType.STRING),
                        new Column("sold", ScalarType.INT64),
                        new Column("created", ScalarType.TIMESTAMP),
                        new Column("at", ScalarType.TIMESTAMP)),
                Metadata.NONE);
        FeatureView view = new FeatureView(
                VIEW,
                List.of("shop"),
                "sales",
                Map.of(),
                null,
                List.of(new Feature("sold", ScalarType.INT64, expression, null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
        Definitions definitions = new Definitions(List.of(
                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE), source, view));
        return Revision.none(project).next(definitions, "test", "test", FIRST);
    }
}
