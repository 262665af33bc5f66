package io.granary.benchmarks.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.cli.TripDocuments;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.iceberg.WrittenTable;
import io.granary.ingestion.MaterializationRun;
import io.granary.ingestion.Materializations;
import io.granary.ingestion.SnapshotWatermark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What came to an Iceberg table, through the command, its catalog and Spark's process to the feature log. */
@Timeout(400)
final class ITIcebergMaterialization {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private static final String PROJECT = "cabs";
    private static final int CONFLICT = 4;
    private static final Schema TRIPS = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.required(2, "at", Types.TimestampType.withZone()),
            Types.NestedField.optional(3, "miles", Types.DoubleType.get()));

    @TempDir
    private Path folder;

    private LakeProject project;
    private WrittenTable trips;
    private List<DataFile> small;

    @BeforeEach
    void start() throws Exception {
        project = LakeProject.start(PROJECT, folder);
        trips = project.lake().create("done", TRIPS);
        small = List.of(trips.write(trip("ann", 10)), trips.write(trip("ann", 11)));
        AppendFiles append = trips.table().newAppend();
        small.forEach(append::appendFile);
        append.commit();
        project.apply(TripDocuments.join(
                TripDocuments.DRIVER,
                TripDocuments.ICEBERG_TRIPS,
                TripDocuments.trips("{name: miles, type: FLOAT64}")));
        project.createFeatureLog(KAFKA.bootstrapServers());
    }

    @AfterEach
    void stop() {
        project.close();
    }

    @Test
    void takesWhatCameSinceTheSnapshotOfTheLastRun() throws Exception {
        assertThat(materialize()).containsPattern("trips +2 +1");
        long first = trips.snapshot();

        trips.append(trip("late", -100_000));
        compact();
        assertThat(materialize())
                .as("years before the last run, and nothing of what was compacted")
                .containsPattern("trips +snapshot " + first + " +1 +1");
        long second = trips.snapshot();

        trips.append("SELECT 'd' || range AS driver, TIMESTAMPTZ '2020-01-01' AS \"at\", 1.5::DOUBLE AS miles"
                + " FROM range(20)");
        killWhileItWrites();
        assertThat(watermarks()).extracting(SnapshotWatermark::id).containsExactly(first, second);
        assertThat(materialize()).containsPattern("trips +snapshot " + second + " +20 +20");

        trips.table().manageSnapshots().rollbackTo(first).commit();
        assertThat(materialize()).containsPattern("trips +2 +1");
        assertThat(project.errors())
                .contains("Every row of Iceberg table lake.trips.done is materialized: snapshot ")
                .contains(" is none that the newest was made of");
        assertThat(watermarks().get(3)).isEqualTo(new SnapshotWatermark("lake.trips.done", first, null, null));
        assertThat(project.run("materializations", "--bootstrap-servers", KAFKA.bootstrapServers()))
                .contains("snapshot " + first, String.valueOf(second));
    }

    /** Puts the rows of the first two files into one. */
    private void compact() {
        DataFile both = trips.write(trip("ann", 10) + " UNION ALL " + trip("ann", 11));
        RewriteFiles rewrite = trips.table().newRewrite().addFile(both);
        small.forEach(rewrite::deleteFile);
        rewrite.commit();
    }

    private void killWhileItWrites() throws Exception {
        long before = written();
        Process process = project.start(command("--rate", "1"));
        await().atMost(Duration.ofMinutes(2)).until(() -> written() > before || !process.isAlive());
        assertThat(process.isAlive()).as(project.errors()).isTrue();
        Killed.after(process, Duration.ZERO);
    }

    private long written() {
        try (Materializations log = open()) {
            return log.end(PROJECT).values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private List<SnapshotWatermark> watermarks() {
        try (Materializations log = open()) {
            return log.runs(PROJECT).stream().map(MaterializationRun::snapshot).toList();
        }
    }

    private static Materializations open() {
        return Materializations.open(Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
    }

    /** A killed run's lock is held until the broker misses it. */
    private String materialize() throws Exception {
        Process process;
        String output;
        do {
            process = project.start(command());
            output = new String(process.getInputStream().readAllBytes(), UTF_8);
        } while (process.waitFor() == CONFLICT);
        assertThat(process.exitValue()).as(project.errors()).isZero();
        return output;
    }

    private static String[] command(String... more) {
        List<String> all = new ArrayList<>(List.of("materialize", "--incremental", "--no-wait"));
        all.addAll(List.of("--bootstrap-servers", KAFKA.bootstrapServers()));
        all.addAll(Arrays.asList(more));
        return LakeProject.onSpark(all.toArray(String[]::new));
    }

    private static String trip(String driver, int hours) {
        return "SELECT '" + driver + "' AS driver, TIMESTAMPTZ '2026-01-01 00:00:00Z' + INTERVAL (" + hours
                + ") HOUR AS \"at\", " + hours + "::DOUBLE AS miles";
    }
}
