package io.granary.offline.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FrameSample;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.LabelJoin;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.LogWriting;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.RowErasureRequest;
import io.granary.offline.engine.RowErasureResult;
import io.granary.offline.engine.RowErasureResult.ErasedTable;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.SetSplit;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.SnapshotColumn;
import io.granary.offline.engine.SnapshotRead;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TableVersion;
import io.granary.offline.engine.TrainingSetRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OfflineJobJsonTest {

    private static final Revision REVISION = Revision.none("shops");

    @ParameterizedTest
    @MethodSource
    void readsTheJobThatItWrites(OfflineJob job) {
        assertThat(OfflineJobJson.decode(OfflineJobJson.encode(job))).isEqualTo(job);
    }

    static List<OfflineJob> readsTheJobThatItWrites() {
        Map<String, ListedTable> snapshots = Map.of("sales", snapshot("lake.sales"), "homes", objects(null));
        TrainingSetRequest request = TrainingSetRequest.builder(REVISION)
                .repository(Path.of("/repository"))
                .features(new FeatureSelection("last", "role", Map.of("shop", "store"), List.of("b", "a")))
                .feature("other:*")
                .knowledge(Knowledge.CREATED)
                .shape(new SetShape(
                        FrameSample.parse("1000", 3),
                        SetSplit.parse("time:2026-01-01T00:00:00Z", List.of(), 0),
                        LabelJoin.of("last", Duration.ofHours(2), Instant.EPOCH)))
                .pinned("sales", List.of(Path.of("/sales/1.parquet"), Path.of("/sales/2.parquet")))
                .entities(snapshot("lake.labels"))
                .output(Path.of("/set"))
                .table("lake.sets.late")
                .build()
                .withSnapshots(snapshots);
        BackfillRequest backfill = new BackfillRequest(
                REVISION,
                Path.of("/repository"),
                EventArchive.of(Path.of("/archive"))
                        .acceptingGaps()
                        .with(SchemaRegistryConfig.of(URI.create("http://schemas:8081"))
                                .withCredentials("me", "secret")),
                List.of(new BackfillView("sold", Map.of(1, 5L), "topic", 2)),
                Map.of("bootstrap.servers", "localhost:1"));
        MaterializationRequest materialization = new MaterializationRequest(
                REVISION,
                Path.of("/repository"),
                List.of("sold", "last"),
                Map.of("last", new Since.Moment(Since.Clock.CREATED, Instant.ofEpochSecond(1, 2_000))),
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of("bootstrap.servers", "localhost:1"));
        return List.of(
                new OfflineJob.TrainingSet(request),
                new OfflineJob.TrainingSet(request.with(snapshots, objects(Path.of("/copies")))),
                new OfflineJob.Backfill(backfill.withSnapshots(snapshots)),
                new OfflineJob.Materialization(materialization.withSnapshots(snapshots)),
                new OfflineJob.Materialization(
                        materialization.withSnapshots(snapshots).withSince(sinceSnapshots())),
                new OfflineJob.Materialization(materialization.withWriting(new LogWriting(LogWriting.ALL, 100))));
    }

    private static Map<String, Since> sinceSnapshots() {
        return Map.of(
                "last", new Since.Appended(Long.MIN_VALUE, List.of(Path.of("/warehouse/2.parquet"))),
                "none", new Since.Appended(7, List.of()),
                "late", new Since.Snapshot(Long.MAX_VALUE, Instant.EPOCH),
                "sold", new Since.Snapshot(7, null));
    }

    private static ObjectTable objects(@Nullable Path copy) {
        return new ObjectTable(
                ObjectAddress.parse("s3://lake/shop"),
                List.of(
                        new FileVersion("s3://lake/shop/a=1/x.parquet", 5, Instant.EPOCH, null, "etag"),
                        new FileVersion("s3://lake/shop/a=2/x.parquet", 6, Instant.EPOCH, "hash", null)),
                copy);
    }

    private static TableSnapshot snapshot(String table) {
        return new TableSnapshot(
                new TableVersion(table, Long.MAX_VALUE, Instant.ofEpochMilli(1), 3),
                Path.of("/warehouse", table),
                List.of(new SnapshotColumn(7, "shop, \"odd\"", "list<decimal(9, 2)>")),
                List.of("place struct<...>"),
                List.of(Path.of("/warehouse/1.parquet")));
    }

    @ParameterizedTest
    @MethodSource
    void readsTheMessageThatItWrites(EngineMessage message) {
        assertThat(EngineMessageJson.parse(EngineMessageJson.line(message))).isEqualTo(message);
        assertThat(EngineMessageJson.line(message)).doesNotContain("\n");
    }

    static List<EngineMessage> readsTheMessageThatItWrites() {
        return List.of(
                new EngineMessage.Progressed(new Progress("joining", 0.25, 12)),
                new EngineMessage.Failed(ErrorCode.UNPROCESSABLE, "two\nlines"),
                new EngineMessage.Objects(objects(Path.of("/copies"))),
                new EngineMessage.RowsErased(
                        new RowErasureResult(List.of(new ErasedTable("sales", "/repository/sales", 1L << 40, 2)))),
                new EngineMessage.Materialized(new MaterializationResult(
                        "shops",
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        List.of(
                                new MaterializedView("last", 2, 1, new LaterRows(1, Instant.EPOCH)),
                                new MaterializedView("sold", 2, 1, LaterRows.NONE),
                                new MaterializedView("whole", 2, 1, LaterRows.NONE, read(null)),
                                new MaterializedView("came", 2, 1, LaterRows.NONE, read(Long.MAX_VALUE))))));
    }

    private static SnapshotRead read(@Nullable Long since) {
        return new SnapshotRead(snapshot("lake.sales").version(), since);
    }

    @Test
    void readsTheCallsThatItWrites() {
        List.of(
                        new ObjectCall.Find(ObjectAddress.parse("abfss://c@account.example/x y")),
                        new ObjectCall.Copy(objects(Path.of("/copies")), ObjectCall.Portion.SCHEMA))
                .forEach(call -> assertThat(ObjectCallJson.parse(ObjectCallJson.line(call)))
                        .isEqualTo(call));
    }

    @Test
    void readsTheErasureThatItWrites() {
        EntityKey key = EntityKeyCodec.of("shops", List.of(new JoinKey("shop", ScalarType.STRING)))
                .encode(new Object[] {"a"});
        RowErasureRequest request = new RowErasureRequest(
                "e1", Path.of("/repository"), List.of(REVISION), key, Instant.EPOCH, RowErasureRequest.Mode.LOOK);

        assertThat(RowErasureJson.decode(RowErasureJson.encode(request))).isEqualTo(request);
        assertThatThrownBy(() -> RowErasureJson.decode("{}".getBytes(UTF_8)))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot read an erasure: ");
    }

    @Test
    void tellsWhetherConnectorsAreNeeded() {
        List<OfflineJob> jobs = readsTheJobThatItWrites();
        assertThat(jobs).filteredOn(OfflineJob::readsObjects).hasSize(jobs.size() - 1);
    }

    @Test
    void refusesBytesThatAreNoJob() {
        assertThatThrownBy(() -> OfflineJobJson.decode("{}".getBytes(UTF_8)))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot read a job: ");
    }
}
