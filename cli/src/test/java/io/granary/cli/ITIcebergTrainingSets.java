package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.iceberg.SqliteCatalog;
import io.granary.iceberg.WrittenTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training sets of Iceberg tables, made again after their source got new and late rows. */
@Timeout(180)
class ITIcebergTrainingSets {

    private static final Schema TRIPS = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.required(2, "at", Types.TimestampType.withZone()),
            Types.NestedField.optional(3, "miles", Types.DoubleType.get()));
    private static final Schema LABELS = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.required(2, "event_timestamp", Types.TimestampType.withZone()));

    @TempDir
    private Path folder;

    private TrainingSetRuns runs;
    private SqliteCatalog lake;
    private WrittenTable trips;

    @BeforeEach
    void start() throws IOException {
        runs = TrainingSetRuns.start(
                folder,
                "iceberg:lake.trips.labels",
                "--iceberg-catalogs",
                folder.resolve("catalogs.yaml").toString());
        lake = new SqliteCatalog(folder.resolve("lake"));
        trips = lake.create("done", TRIPS).append(trip("ann", 10, 3.5)).append(trip("bob", 11, 4.5));
        lake.create("labels", LABELS).append(label("ann")).append(label("bob"));
        runs.write("catalogs.yaml", lake.yaml());
        runs.write("repo/granary.yaml", "project: taxis\n");
        define("FLOAT64");
        runs.apply("First features");
    }

    @AfterEach
    void stop() {
        lake.close();
        runs.close();
    }

    @Test
    void planReadsTheColumnsOfTheTable() throws IOException {
        define("BOOL");
        assertThat(runs.run("plan").err()).contains("miles").contains("BOOL");
        runs.write(
                "repo/definitions.yaml",
                Files.readString(folder.resolve("repo/definitions.yaml")).replace(".done", ".d"));
        assertThat(runs.run("plan").err())
                .contains("Cannot read Iceberg table lake.trips.d: its catalog does not have it");
    }

    @Test
    void areMadeAgainBySnapshot() {
        runs.make("set");
        trips.append(trip("ann", 12, 99.5));

        CommandRun recorded = runs.verify("set");
        assertThat(recorded.out()).as(recorded.err()).containsPattern("rows made again +equal");
        assertThat(recorded.exitCode()).isZero();

        CommandRun current = runs.verify("set", "--sources", "current");
        assertThat(current.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(current.out())
                .containsPattern("rows made again +1 differ")
                .containsPattern("source 'trips': snapshot -?\\d+ of .*, now snapshot " + trips.snapshot())
                .contains("3.5 -> 99.5");
    }

    @Test
    void areMadeOfTheSnapshotThatIsAskedFor() {
        long first = trips.snapshot();
        trips.append(trip("ann", 12, 99.5));
        runs.make("newest");
        runs.make("pinned", "--snapshot", "trips=" + first);
        CommandRun diff = CommandRun.of(
                "training-set",
                "diff",
                runs.set("newest").toString(),
                runs.set("pinned").toString());
        assertThat(diff.out()).contains("trips__miles");
        CommandRun unknown = runs.tryMake("other", "--snapshot", "rides=1");
        assertThat(unknown.err())
                .contains("--snapshot: rides (expected: one of the Iceberg tables that the set reads, [trips])");
    }

    private static String trip(String driver, int hour, double miles) {
        return "SELECT '" + driver + "' AS driver, TIMESTAMPTZ '2026-01-01 " + hour + ":00:00Z' AS \"at\", " + miles
                + "::DOUBLE AS miles";
    }

    private static String label(String driver) {
        return "SELECT '" + driver + "' AS driver, TIMESTAMPTZ '2026-02-01 00:00:00Z' AS event_timestamp";
    }

    private void define(String type) throws IOException {
        runs.write(
                "repo/definitions.yaml",
                TripDocuments.join(
                        TripDocuments.DRIVER,
                        TripDocuments.ICEBERG_TRIPS,
                        TripDocuments.trips("{name: miles, type: " + type + "}"),
                        TripDocuments.TIPS));
    }
}
