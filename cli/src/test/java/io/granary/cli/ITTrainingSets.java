package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.TypedParquet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training sets that are made, looked at, and made again after their source got new and late rows. */
@Timeout(180)
class ITTrainingSets {

    private static final String HEADER = "driver,at,written,miles\n";
    private static final String FIRST = HEADER
            + "ann,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z,3.5\n"
            + "bob,2026-01-01T11:00:00Z,2026-01-01T11:00:00Z,4.5\n";
    /** True before the set's moment, written after it. */
    private static final String LATE = "ann,2026-01-01T12:00:00Z,2026-03-01T00:00:00Z,99.5\n";

    @TempDir
    private Path folder;

    private TrainingSetRuns runs;

    @BeforeEach
    void start() throws IOException {
        runs = TrainingSetRuns.start(folder, folder.resolve("entities.csv").toString());
        runs.write("repo/granary.yaml", "project: taxis\n");
        runs.write("repo/trips/1.csv", FIRST);
        String source =
                TripDocuments.csvTrips("trips") + "  - {name: written, type: TIMESTAMP}\ncreatedTimestamp: written\n";
        runs.write(
                "repo/definitions.yaml",
                TripDocuments.join(TripDocuments.DRIVER, source, TripDocuments.MILES, TripDocuments.TIPS));
        runs.write("entities.csv", """
                driver,event_timestamp
                ann,2026-02-01T00:00:00Z
                bob,2026-02-01T00:00:00Z
                eve,2026-02-01T00:00:00Z
                """);
        runs.apply("First features");
    }

    @AfterEach
    void stop() {
        runs.close();
    }

    @Test
    void areListedAndDescribed() throws IOException {
        runs.make("one");
        runs.make("two", "--knowledge", "created");
        CommandRun list = CommandRun.of("training-set", "list", runs.set("").toString());
        assertThat(list.out()).contains("one ").contains("two ").contains("tips");
        CommandRun described =
                CommandRun.of("training-set", "describe", runs.set("one").toString());
        assertThat(described.out()).contains("taxis, revision 1").containsPattern("trips__miles +FLOAT64 +1 .*4");
        CommandRun diff = CommandRun.of(
                "training-set",
                "diff",
                runs.set("one").toString(),
                runs.set("two").toString());
        assertThat(diff.out())
                .contains("source trips knowledge  EVENT_TIME  CREATED")
                .doesNotContain("mean");
    }

    @Test
    void areMadeAgainFromTheFilesTheyWereMadeOf() throws IOException {
        runs.make("set");
        assertThat(runs.verify("set").out()).containsPattern("rows made again +equal");
        runs.write("repo/trips/2.csv", HEADER + LATE);

        CommandRun recorded = runs.verify("set");
        assertThat(recorded.out()).containsPattern("rows made again +equal");
        assertThat(recorded.exitCode()).isZero();

        CommandRun current = runs.verify("set", "--sources", "current");
        assertThat(current.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(current.out())
                .containsPattern("rows made again +1 differ")
                .containsPattern("in trips__miles +1")
                .contains("trips/2.csv is new")
                .containsPattern("such as driver +ann")
                .contains("3.5 -> 99.5");
    }

    @Test
    void areMadeAgainByWhatWasKnownThen() throws IOException {
        runs.make("known", "--knowledge", "created");
        runs.make("unknown");
        runs.write("repo/trips/1.csv", FIRST + LATE);

        CommandRun known = runs.verify("known");
        assertThat(known.out()).containsPattern("rows made again +equal");
        assertThat(known.exitCode()).isZero();

        CommandRun unknown = runs.verify("unknown");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(unknown.out())
                .containsPattern("rows made again +1 differ")
                .contains("source 'trips': ")
                .containsPattern("trips/1.csv had \\d+ bytes of ")
                .contains("3.5 -> 99.5");
    }

    @Test
    void areMadeOfEveryKeyBetweenTwoTimes() {
        CommandRun made =
                runs.makeWithFrame("keys", "keys.parquet", "--all-keys", "2026-01-01T10:30:00Z/2026-02-01T00:00:00Z");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(rows("keys")).containsExactly("[bob, 2026-02-01T00:00:00Z, 4.5]");
        assertThat(runs.verify("keys").out()).containsPattern("rows made again +equal");
    }

    @Test
    void areMadeOfTheRowsOfAQuery() {
        String query =
                "SELECT driver, miles AS paid, \"at\" + INTERVAL 1 DAY AS event_timestamp FROM trips WHERE miles < 4;";
        CommandRun made = runs.makeWithFrame("query", "queried.parquet", "--entities-sql", query);
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(rows("query")).containsExactly("[ann, 2026-01-02T10:00:00Z, 3.5]");
        assertThat(runs.verify("query").out()).containsPattern("rows made again +equal");

        CommandRun again = runs.makeWithFrame("again", "queried.parquet", "--entities-sql", query);
        assertThat(again.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(again.err())
                .contains("queried.parquet (expected: a Parquet file to be made, which is not there yet)");
        CommandRun wrong = runs.makeWithFrame("wrong", "wrong.parquet", "--entities-sql", "SELECT drivers FROM trips");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(wrong.err())
                .contains("Cannot make an entity frame of the query: ")
                .contains("drivers");
        assertThat(folder.resolve("wrong.parquet")).doesNotExist();
    }

    private List<String> rows(String name) {
        List<String> rows = new ArrayList<>();
        TypedParquet.read(
                LocalEngineConfig.of(folder.resolve("scratch")),
                List.of(runs.set(name).resolve("rows-00000.parquet")),
                List.of(
                        new Column("driver", ScalarType.STRING),
                        new Column("event_timestamp", ScalarType.TIMESTAMP),
                        new Column("trips__miles", ScalarType.FLOAT64)),
                row -> rows.add(Arrays.toString(row)));
        return rows;
    }

    @Test
    void areSampledSplitAndMadeAgain() throws IOException {
        StringBuilder drivers = new StringBuilder("driver,event_timestamp\n");
        for (int i = 0; i < 60; i++) {
            drivers.append("d" + i + ",2026-02-01T00:00:00Z\n");
        }
        runs.write("entities.csv", drivers.toString());
        runs.make("parts", "--sample", "40", "--seed", "5", "--split", "hash:0.5,0.5", "--split-columns", "driver");
        assertThat(runs.set("parts").resolve("train/rows-00000.parquet")).exists();
        CommandRun described =
                CommandRun.of("training-set", "describe", runs.set("parts").toString());
        assertThat(described.out())
                .containsPattern("sample +40, seed 5")
                .containsPattern("split +hash:0.5,0.5, seed 5")
                .containsPattern("train +\\d+ .* 1")
                .containsPattern("test +\\d+ .* 1");
        assertThat(runs.verify("parts").out())
                .containsPattern("files +2 as written")
                .containsPattern("rows made again +equal");
    }

    @Test
    void haveTheLabelsThatWereKnownWhenTheyWereMade() throws IOException {
        runs.write("entities.csv", """
                driver,event_timestamp
                ann,2026-01-01T00:00:00Z
                ann,2026-01-01T10:00:00Z
                bob,2026-01-01T11:00:00Z
                """);
        runs.make("labels", "--label-view", "trips:miles", "--horizon", "1h");
        CommandRun described =
                CommandRun.of("training-set", "describe", runs.set("labels").toString());
        assertThat(described.out())
                .containsPattern("label +trips, up to PT1H later, known until 2026-01-01T11:00:00Z")
                .containsPattern("label__miles +FLOAT64 +3 +\\{NOT_FOUND=2, NOT_YET_KNOWN=1}");
        assertThat(runs.verify("labels").out()).containsPattern("rows made again +equal");
        runs.make("whole", "--label-view", "trips", "--horizon", "12h", "--label-until", "2026-02-01T00:00:00Z");
        assertThat(CommandRun.of("training-set", "describe", runs.set("whole").toString())
                        .out())
                .containsPattern("label__miles +FLOAT64 +2 +\\{NOT_FOUND=2, PRESENT=1}");
        CommandRun refused = runs.tryMake("none", "--label-view", "trips");
        assertThat(refused.err()).contains("--horizon: null (expected: --label-view and --horizon together)");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void areLeftToSparkSubmitAsAJobFile() throws IOException {
        runs.write("submit/granary-spark.jar", "");
        Path jars = Files.createDirectory(folder.resolve("spark"));
        Path job = folder.resolve("job.json");
        String[] options = {
            "--job-file",
            job.toString(),
            "--spark-jars",
            jars.toString(),
            "--spark-master",
            "yarn",
            "--spark-conf",
            "spark.executor.memory=4g"
        };
        CommandRun run = runs.tryMake("later", options);
        assertThat(run.out())
                .startsWith("spark-submit --master yarn --driver-memory 2g --conf spark.executor.memory=4g --class"
                        + " io.granary.offline.spark.Main ")
                .endsWith("/submit/granary-spark.jar " + job + System.lineSeparator());
        assertThat(OfflineJobJson.decode(Files.readAllBytes(job))).isInstanceOf(OfflineJob.TrainingSet.class);
        assertThat(runs.set("later")).doesNotExist();
        assertThat(runs.tryMake("later", options).err()).contains("Cannot write job file " + job);
    }

    @Test
    void thatCannotBeSplitAreRefused() {
        CommandRun run = runs.tryMake("none", "--split", "time:0.9,0.2");
        assertThat(run.err())
                .contains("split: time:0.9,0.2 (expected: time, entity or hash, a colon, and two or three");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(runs.tryMake("none", "--split-columns", "driver").err())
                .contains("--split-columns: [driver] (expected: --split to go with it)");
        assertThat(runs.tryMake("none", "--split", "time:0.5,0.5").err())
                .contains("Cannot split 3 entity rows by time:0.5,0.5: no row is in part 'train'");
        assertThat(runs.set("none")).doesNotExist();
    }

    @Test
    void thatAreDamagedAreNamed() throws IOException {
        runs.make("set");
        Path file = runs.set("set").resolve("rows-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        CommandRun run = CommandRun.of("training-set", "verify", runs.set("set").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).contains("rows-00000.parquet has other content: SHA-256 ");
    }

    @Test
    void areNotMadeAgainOfAnotherFrame() throws IOException {
        runs.make("set");
        runs.write("entities.csv", "driver,event_timestamp\nann,2026-02-01T00:00:00Z\n");
        assertThat(runs.verify("set").err())
                .contains("Cannot reproduce ")
                .contains("its entity frame " + folder.resolve("entities.csv") + " has other content");
    }

    @Test
    void tellHowTheirTablesWere() throws IOException {
        expect("""
                  - {name: near, check: range, column: miles, max: 4, onFailure: quarantine}
                  - {name: some, check: row_count, min: 1, onFailure: fail}
                """);
        runs.make("set");
        String made = runs.set("set").toString();
        assertThat(CommandRun.of("validations", "--training-set", made).out())
                .containsPattern("trips +near +quarantine +2 +1 +near: miles is 4.5 \\(expected: at most 4\\)")
                .containsPattern("trips +some +fail +2 +0");
        assertThat(CommandRun.of("training-set", "describe", made).out())
                .as("bob's row is left out")
                .containsPattern("trips__miles +FLOAT64 +2 ");
        assertThat(runs.verify("set").out()).containsPattern("rows made again +equal");
    }

    @Test
    void areNotMadeOfTablesThatAreNotAsExpected() throws IOException {
        expect("  - {name: fresh, check: freshness, within: 1d, onFailure: fail}\n");

        CommandRun refused = runs.tryMake("set");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err())
                .contains("Cannot make the training set: source 'trips', fresh: the newest row is of 2026-01-01");
        assertThat(runs.set("set")).doesNotExist();
        runs.make("set", "--skip-validation");
        assertThat(runs.verify("set").exitCode()).isZero();
    }

    private void expect(String expectations) throws IOException {
        String before = "createdTimestamp: written\n";
        String definitions = Files.readString(folder.resolve("repo/definitions.yaml"));
        runs.write("repo/definitions.yaml", definitions.replace(before, before + "expectations:\n" + expectations));
        assertThat(runs.run("apply", "-m", "Expectations").exitCode()).isZero();
    }
}
