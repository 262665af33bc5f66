package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.iceberg.SqliteCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training sets that are rows of Iceberg tables, by the engine of this machine. */
@Timeout(180)
class ITIcebergOutputs {

    private static final String SETS = "iceberg:lake.sets.late";
    private static final Pattern SNAPSHOT = Pattern.compile("lake\\.sets\\.late +(\\d+) ");

    @TempDir
    private Path folder;

    private TrainingSetRuns runs;
    private SqliteCatalog lake;

    @BeforeEach
    void start() throws IOException {
        runs = TrainingSetRuns.start(
                folder,
                folder.resolve("labels.csv").toString(),
                "--iceberg-catalogs",
                folder.resolve("catalogs.yaml").toString());
        lake = new SqliteCatalog(folder.resolve("lake"));
        runs.write("catalogs.yaml", lake.yaml());
        runs.write(
                "labels.csv", "driver,event_timestamp,tip\nann,2026-02-01T00:00:00Z,1\nbob,2026-02-01T00:00:00Z,2\n");
        runs.write("repo/granary.yaml", "project: taxis\n");
        runs.write("repo/trips.csv", "driver,at,miles\nann,2026-01-01T10:00:00Z,3.5\n");
        define("");
        runs.apply("First features");
    }

    @AfterEach
    void stop() {
        lake.close();
        runs.close();
    }

    @Test
    void areDescribedVerifiedAndComparedBySnapshot() throws IOException {
        String first = snapshot(made());
        runs.write("repo/trips.csv", "driver,at,miles\nann,2026-01-01T10:00:00Z,3.5\nbob,2026-01-01T10:00:00Z,9\n");
        CommandRun again = make();
        assertThat(again.err()).contains("output: Iceberg table lake.sets.late (expected: a table that does not exist");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILURE);
        String second = snapshot(made("--overwrite"));

        assertThat(show("list", SETS).out()).containsSubsequence(first, " taxis ", second, " taxis ");
        assertThat(show("describe", SETS).out())
                .containsPattern("table +lake.sets.late, snapshot " + second)
                .contains("trips__miles");
        assertThat(show("diff", SETS + "@" + first, SETS).out()).contains("column trips__miles nulls");
        CommandRun verified = runs.run("training-set", "verify", SETS, "--reproduce", "--engine", "local");
        assertThat(verified.out()).as(verified.err()).containsPattern("rows made again +equal");
        CommandRun past = runs.run("training-set", "verify", SETS + "@" + first, "--reproduce", "--engine", "local");
        assertThat(past.out())
                .as(past.err())
                .containsPattern("rows made again +1 differ")
                .contains("-> 9.0");
    }

    @Test
    void areFoundDamagedAndReadAsFramesOfOneSnapshot() throws IOException {
        String first = snapshot(made());
        String set = SETS + "@" + first;
        CommandRun twice = runs.run(frame(set, "--entities-snapshot", "1"));
        assertThat(twice.err()).contains("--entities-snapshot: 1 (expected: one snapshot, not @" + first + " too)");
        assertThat(runs.run(frame(set)).err()).contains("trips__miles");
        try (Stream<Path> files = Files.walk(folder.resolve("lake/warehouse/sets/late/data"))) {
            Path rows = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(rows, "x", StandardOpenOption.APPEND);
        }
        CommandRun damaged = runs.run("training-set", "verify", set);
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(damaged.out()).contains("damaged").contains("rows-00000.parquet has other content");
    }

    @Test
    void areSourcesOfOthers() throws IOException {
        made("--lineage", "file:" + folder.resolve("events"));
        assertThat(Files.readString(folder.resolve("events")))
                .containsSubsequence("COMPLETE", "\"outputs\":[{", "\"iceberg\"", "\"lake.sets.late\"");
        define("""
                ---
                kind: BatchSource
                name: late
                iceberg: lake.sets.late
                eventTimestamp: event_timestamp
                ---
                kind: FeatureView
                name: past
                entities: [driver]
                source: late
                features:
                  - {name: miles, type: FLOAT64, expression: trips__miles}
                  - {name: tip, type: INT64}
                """);
        runs.apply("What was");
        runs.write("labels.csv", "driver,event_timestamp\nann,2026-02-01T00:00:00Z\nbob,2026-02-01T00:00:00Z\n");
        CommandRun made = runs.run(
                "training-set",
                "--entities",
                folder.resolve("labels.csv").toString(),
                "--feature",
                "past:*",
                "--out",
                folder.resolve("set").toString(),
                "--engine",
                "local");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out()).containsPattern("past__miles +FLOAT64 +2 +1").containsPattern("past__tip +INT64 +2 +0");
    }

    @Test
    void areRefusedWhereTheTableCannotTakeThem() throws IOException {
        made();
        define("  - {name: twice, type: FLOAT64, expression: miles * 2.0}\n");
        runs.apply("Another feature");
        assertThat(make("--overwrite").err())
                .contains(
                        "Cannot write Iceberg table lake.sets.late: its columns are not the set's: trips__twice is not"
                                + " in the table");
        assertThat(make("--overwrite", "--split", "hash:0.5,0.5").err())
                .contains("split: hash:0.5,0.5 (expected: none");
        assertThat(make("--overwrite", "--job-file", folder.resolve("job").toString())
                        .err())
                .contains("--job-file: ")
                .contains("a folder for --out");
        assertThat(folder.resolve("job")).doesNotExist();
        try (Stream<Path> sets = Files.list(folder.resolve("lake/warehouse/sets/late/data"))) {
            assertThat(sets).as("what is left").hasSize(1);
        }
    }

    private CommandRun show(String... command) {
        List<String> arguments = new ArrayList<>(List.of("training-set"));
        arguments.addAll(Arrays.asList(command));
        arguments.addAll(
                List.of("--iceberg-catalogs", folder.resolve("catalogs.yaml").toString()));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private CommandRun made(String... more) {
        CommandRun made = make(more);
        assertThat(made.exitCode()).as(made.err()).isZero();
        return made;
    }

    private CommandRun make(String... more) {
        List<String> arguments = new ArrayList<>(List.of("training-set", "--service", "tips", "--out", SETS));
        arguments.addAll(List.of("--entities", folder.resolve("labels.csv").toString(), "--engine", "local"));
        arguments.addAll(Arrays.asList(more));
        return runs.run(arguments.toArray(String[]::new));
    }

    /** Asks for a feature that the frame has already. */
    private String[] frame(String entities, String... more) {
        List<String> arguments = new ArrayList<>(List.of("training-set", "--service", "tips", "--engine", "local"));
        arguments.addAll(
                List.of("--entities", entities, "--out", folder.resolve("set").toString()));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private static String snapshot(CommandRun made) {
        Matcher line = SNAPSHOT.matcher(made.out());
        assertThat(line.find()).as(made.out()).isTrue();
        return line.group(1);
    }

    /** @param more features of the view, or definitions */
    private void define(String more) throws IOException {
        String trips = TripDocuments.csvTrips("trips.csv");
        runs.write(
                "repo/definitions.yaml",
                TripDocuments.join(TripDocuments.DRIVER, trips, TripDocuments.TIPS, TripDocuments.MILES) + more);
    }
}
