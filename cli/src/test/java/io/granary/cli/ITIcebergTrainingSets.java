package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.cli.process.StandAlone;
import io.granary.http.HttpConfig;
import io.granary.iceberg.SqliteCatalog;
import io.granary.iceberg.WrittenTable;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private StandAlone<RegistryServer> registry;
    private SqliteCatalog lake;
    private WrittenTable trips;

    @BeforeEach
    void start() throws IOException {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        registry = StandAlone.start(
                HttpConfig.onPort(0),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()));
        lake = new SqliteCatalog(folder.resolve("lake"));
        trips = lake.create("done", TRIPS).append(trip("ann", 10, 3.5)).append(trip("bob", 11, 4.5));
        lake.create("labels", LABELS).append(label("ann")).append(label("bob"));
        write("catalogs.yaml", lake.yaml());
        write("repo/granary.yaml", "project: taxis\n");
        define("FLOAT64");
        CommandRun applied = run("apply", "-m", "First features");
        assertThat(applied.exitCode()).as(applied.err()).isZero();
    }

    @AfterEach
    void stop() {
        lake.close();
        registry.close();
    }

    @Test
    void planReadsTheColumnsOfTheTable() throws IOException {
        define("BOOL");
        assertThat(run("plan").err()).contains("miles").contains("BOOL");
        write(
                "repo/definitions.yaml",
                Files.readString(folder.resolve("repo/definitions.yaml")).replace(".done", ".d"));
        assertThat(run("plan").err()).contains("Cannot read Iceberg table lake.trips.d: its catalog does not have it");
    }

    @Test
    void areMadeAgainBySnapshot() {
        make("set");
        trips.append(trip("ann", 12, 99.5));

        CommandRun recorded = verify("set");
        assertThat(recorded.out()).as(recorded.err()).containsPattern("rows made again +equal");
        assertThat(recorded.exitCode()).isZero();

        CommandRun current = verify("set", "--sources", "current");
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
        make("newest");
        make("pinned", "--snapshot", "trips=" + first);
        CommandRun diff = CommandRun.of(
                "training-set", "diff", set("newest").toString(), set("pinned").toString());
        assertThat(diff.out()).contains("trips__miles");
        CommandRun unknown = run(arguments("other", "--snapshot", "rides=1"));
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
        write("repo/definitions.yaml", """
                kind: Entity
                name: driver
                joinKeys: [{name: driver, type: STRING}]
                ---
                kind: BatchSource
                name: trips
                iceberg: lake.trips.done
                eventTimestamp: at
                ---
                kind: FeatureView
                name: trips
                entities: [driver]
                source: trips
                features:
                  - {name: miles, type: %s}
                ---
                kind: FeatureService
                name: tips
                features: ["trips:*"]
                """.formatted(type));
    }

    private void make(String name, String... options) {
        CommandRun made = run(arguments(name, options));
        assertThat(made.exitCode()).as(made.err()).isZero();
    }

    private String[] arguments(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("training-set", "--entities", "iceberg:lake.trips.labels"));
        arguments.addAll(List.of("--service", "tips", "--out", set(name).toString(), "--engine", "local"));
        arguments.addAll(Arrays.asList(options));
        return arguments.toArray(String[]::new);
    }

    private CommandRun verify(String name, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("training-set", "verify", set(name).toString(), "--reproduce", "--engine", "local"));
        arguments.addAll(Arrays.asList(options));
        return run(arguments.toArray(String[]::new));
    }

    private Path set(String name) {
        return folder.resolve("sets").resolve(name);
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--repo", folder.resolve("repo").toString(),
                "--iceberg-catalogs", folder.resolve("catalogs.yaml").toString(),
                "--registry", registry.part().address().toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
