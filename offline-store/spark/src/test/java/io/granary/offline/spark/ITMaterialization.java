package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.EpochMicros;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.FileSizeLimit;
import io.granary.offline.engine.LogWriting;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.SnapshotFiles;
import io.granary.offline.engine.SnapshotRead;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The example repository's tables and histories, written to the feature log of a real broker. */
final class ITMaterialization {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private static final Instant NOW = Instant.parse("2001-01-15T00:00:00Z");
    private static final String WEEK = "arrived_at < '2001-01-08'";

    @TempDir
    private Path folder;

    @Test
    void writesTheNewestRowOfEachEntityKeyOfEachView() throws Exception {
        Revision revision = ExampleRepository.revision();
        WrittenTopic topic = topic(revision);
        topic.create();
        MaterializationResult result = materialize(revision);
        assertThat(result.views())
                .containsExactlyElementsOf(List.of(
                        new MaterializedView(
                                "airport_arrivals",
                                count("*", "true"),
                                count("DISTINCT destination", WEEK),
                                LaterRows.NONE),
                        new MaterializedView("airport_facts", 229, 229, LaterRows.NONE),
                        new MaterializedView(
                                "route_arrivals",
                                count("*", "true"),
                                count("DISTINCT (origin, destination)", WEEK),
                                LaterRows.NONE)));
        List<FeatureLogRecord> records = topic.rows();
        assertThat(records).hasSize((int) result.rowsWritten());
        assertNewest(revision, records);
    }

    /** The bounds go down to the file, so that rows before them are not even looked at; and what is written is paced. */
    @Test
    void takesWhatHappenedSinceAMomentAndReplacesWhatIsStored() throws Exception {
        Revision revision =
                Revision.none("since").next(ExampleRepository.revision().definitions(), "test", "test", NOW);
        WrittenTopic topic = topic(revision);
        topic.create();
        List<Progress> heard = new CopyOnWriteArrayList<>();
        long start = System.nanoTime();
        MaterializationResult result = materialize(
                new MaterializationRequest(
                                revision,
                                ExampleRepository.FOLDER,
                                List.of("airport_arrivals"),
                                Map.of(
                                        "airport_arrivals",
                                        new Since.Moment(Since.Clock.EVENT, Instant.parse("2001-01-05T00:00:00Z"))),
                                Instant.parse("2001-01-06T00:00:00Z"),
                                NOW,
                                kafka())
                        .withWriting(new LogWriting(LogWriting.ALL, 50)),
                heard::add);
        assertThat(took(start)).as("at 50 rows a second").isGreaterThan(Duration.ofSeconds(result.rowsWritten() / 50));
        assertThat(heard)
                .as("while the rows are written")
                .anySatisfy(progress -> assertThat(progress.fraction()).isBetween(0.65, 0.99));
        assertThat(topic.rows())
                .as("a stream's own rows stay")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.replacesBefore())
                        .isEqualTo(EpochMicros.of(Instant.parse("2001-01-08T00:00:00Z"))));
        assertThat(result.views())
                .containsExactly(new MaterializedView(
                        "airport_arrivals",
                        count("*", "arrived_at >= '2001-01-05'"),
                        count("DISTINCT destination", "arrived_at BETWEEN '2001-01-05' AND '2001-01-06'"),
                        new LaterRows(count("*", "arrived_at > '2001-01-06' AND " + WEEK), null)));
    }

    @Test
    void aRerunAfterKillsWritesWhatIsMissing() throws Exception {
        Revision revision =
                Revision.none("killed").next(ExampleRepository.revision().definitions(), "test", "test", NOW);
        WrittenTopic topic = topic(revision);
        topic.create();
        List<Set<FeatureLogRecord>> killed = new ArrayList<>();
        for (double moment : new double[] {0.1, 0.5, 0.8}) {
            assertThatThrownBy(() -> materialize(all(revision), progress -> killAt(moment, progress)))
                    .isInstanceOf(GranaryException.class)
                    .hasMessageContaining("it ended without an answer");
            killed.add(Set.copyOf(topic.rows()));
        }
        MaterializationResult result = materialize(revision);
        Set<FeatureLogRecord> records = new HashSet<>(topic.rows());
        assertThat(records).hasSize((int) result.rowsWritten());
        assertThat(killed).allSatisfy(written -> assertThat(records).containsAll(written));
        assertNewest(revision, List.copyOf(records));
    }

    @Test
    void writesNothingOfATableThatChangesUnderIt() throws Exception {
        Path sales = Files.writeString(folder.resolve("sales.csv"), "shop,at,sold\na,2001-01-01T00:00:00Z,7\n");
        Revision revision = Revision.none("changed")
                .next(Sales.definitions(BatchSource.Format.CSV, "sales.csv", "last"), "test", "test", NOW);
        WrittenTopic topic = topic(revision);
        topic.create();
        MaterializationRequest request = MaterializationRequest.ofAllViews(revision, folder, NOW, kafka());
        try (OfflineEngine engine =
                new SparkEngine(LocalSpark.session(folder.resolve("session")), InstantSource.system())) {
            assertThatThrownBy(() -> engine.materialize(request, progress -> Sales.append(sales, progress)))
                    .hasMessageContaining("sales.csv: it changed after it was listed: it had ");
        }
        assertThat(topic.rows()).isEmpty();
    }

    /** A file may not grow, as on a disk that is full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void writesNothingWhenNoFileCanGrow() throws Exception {
        Duck.run("COPY (SELECT 'shop' || range AS shop, TIMESTAMPTZ '1999-01-01 00:00:00Z' AS \"at\", range AS sold"
                + " FROM range(100_000)) TO '" + folder.resolve("sales.parquet")
                + "' (FORMAT parquet, COMPRESSION uncompressed)");
        Revision revision = Revision.none("full")
                .next(Sales.definitions(BatchSource.Format.PARQUET, "sales.parquet", "last"), "test", "test", NOW);
        WrittenTopic topic = topic(revision);
        topic.create();
        MaterializationRequest request = MaterializationRequest.ofAllViews(revision, folder, NOW, kafka());
        assertThatThrownBy(() -> materialize(request, ITMaterialization::limitFiles))
                .hasMessageStartingWith(
                        "Cannot write files: File too large (temporary ones are below " + folder.resolve("scratch"));
        assertThat(topic.rows()).isEmpty();
        assertThat(materialize(request).rowsWritten()).isEqualTo(100_000);
        assertThat(topic.rows()).hasSize(100_000);
    }

    private static void limitFiles(Progress progress) {
        if (progress.stage().equals("computing rows")) {
            workers().forEach(worker -> new FileSizeLimit(worker).lower(4_096));
        }
    }

    /** Each view its own files of one table, and no other is opened. */
    @Test
    void readsJustTheFilesThatCameToATable() throws Exception {
        Duck.run("COPY (SELECT 'shop' || range AS shop, TIMESTAMPTZ '1999-01-01 00:00:00Z' AS \"at\", range AS sold"
                + " FROM range(2)) TO '" + folder.resolve("sales.parquet") + "'");
        TableSnapshot sales = SnapshotFiles.write(folder.resolve("sales"), Sales.COLUMNS);
        Path first = sales.files().get(0);
        Path second = sales.files().get(1);
        Revision revision = Revision.none("came")
                .next(Sales.definitions(BatchSource.Format.ICEBERG, "lake.sales", "last", "none"), "test", "test", NOW);
        WrittenTopic topic = topic(revision);
        topic.create();
        Files.write(first, new byte[1]);
        MaterializationRequest request = new MaterializationRequest(
                        revision,
                        folder,
                        List.of("last", "none"),
                        Map.of(
                                "last",
                                new Since.Appended(4, List.of(second)),
                                "none",
                                new Since.Appended(5, List.of())),
                        NOW,
                        NOW,
                        kafka())
                .withSnapshots(Map.of("sales", sales));
        assertThat(materialize(request).views())
                .containsExactly(
                        new MaterializedView("last", 1, 1, LaterRows.NONE, new SnapshotRead(sales.version(), 4L)),
                        new MaterializedView("none", 0, 0, LaterRows.NONE, new SnapshotRead(sales.version(), 5L)));
        assertThat(topic.rows()).hasSize(1);
    }

    private static Duration took(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private static void killAt(double moment, Progress progress) {
        if (progress.fraction() >= moment) {
            workers().forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** The processes in which Spark is. */
    private static Stream<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("java.args"));
    }

    private MaterializationResult materialize(Revision revision) {
        return materialize(all(revision));
    }

    private static MaterializationRequest all(Revision revision) {
        return MaterializationRequest.ofAllViews(revision, ExampleRepository.FOLDER, NOW, kafka());
    }

    private static WrittenTopic topic(Revision revision) {
        return new WrittenTopic(KAFKA.bootstrapServers(), FeatureLogRecord.rowsTopic(revision.project()));
    }

    private static Map<String, String> kafka() {
        return Map.of("bootstrap.servers", KAFKA.bootstrapServers());
    }

    private MaterializationResult materialize(MaterializationRequest request) {
        return materialize(request, ProgressListener.NONE);
    }

    private MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        try (SparkProcess spark =
                new SparkProcess(SparkProcessConfig.of(ExampleRepository.SPARK_JARS, folder.resolve("scratch")))) {
            return spark.materialize(request, listener);
        }
    }

    private static void assertNewest(Revision revision, List<FeatureLogRecord> records) {
        String field = revision.viewState("airport_arrivals").field("airport_arrivals");
        RowCodec codec = RowCodec.of(revision.viewState("airport_arrivals").schema());
        List<Instant> newest = new ArrayList<>();
        for (FeatureLogRecord record : records) {
            byte[] row = record.row();
            if (record.field().equals(field) && row != null) {
                assertThat(record.ttlMicros()).isEqualTo(Duration.ofDays(21).toNanos() / 1_000);
                assertThat(StoredRow.createdMicros(row)).isEqualTo(NOW.toEpochMilli() * 1_000);
                newest.add((Instant) codec.decode(row, StoredRow.HEADER_LENGTH)[2]);
            }
        }
        assertThat(newest)
                .containsExactlyInAnyOrderElementsOf(Duck.query("SELECT max(arrived_at) AS at FROM "
                                + ExampleRepository.FLIGHTS + " WHERE " + WEEK + " GROUP BY destination")
                        .stream()
                        .map(row -> Arrival.moment(row.get("at")))
                        .toList());
    }

    private static long count(String what, String where) {
        Object count = Duck.query(
                        "SELECT count(" + what + ") AS n FROM " + ExampleRepository.FLIGHTS + " WHERE " + where)
                .get(0)
                .get("n");
        return count instanceof Long number ? number : -1;
    }
}
