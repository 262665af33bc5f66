package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.answers.AnswerFile;
import io.granary.answers.AnswerFiles;
import io.granary.answers.LoggedAnswer;
import io.granary.answers.LoggedColumn;
import io.granary.answers.LoggedFeature;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.openlineage.ToldEvents;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of answers about trips that a table has, with a registry and the engine of one machine. */
@Timeout(180)
class ITConsistencyCommand {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path folder;

    private TrainingSetRuns runs;

    @BeforeEach
    void start() throws IOException {
        runs = TrainingSetRuns.start(folder, folder.resolve("entities.csv").toString());
        runs.write("repo/granary.yaml", "project: taxis\n");
        runs.write("repo/trips.csv", "driver,at,miles\nann,2026-01-01T10:00:00Z,3.5\nann,2026-01-01T11:50:00Z,4.5\n");
        runs.write(
                "repo/definitions.yaml",
                TripDocuments.join(TripDocuments.DRIVER, TripDocuments.csvTrips("trips.csv"), TripDocuments.MILES));
        runs.apply("First features");
    }

    @AfterEach
    void stop() {
        runs.close();
    }

    @Test
    void valuesThatAreTheSameAreAllThatIsTold() throws IOException {
        log(answer(1, 4.5), answer(1, 4.5));
        AnswerFile.create(answers(), NOON);

        CommandRun run = consistency();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("VIEW +VALUES +MISMATCHES +IN_FLIGHT +LATE +AHEAD +EXPIRED +ERASED +UNEXPLAINED")
                .containsPattern("trips +2 +0 +0 +0 +0 +0 +0 +0\n$");
        assertThat(run.err()).contains("Not read: 1 files that a server still writes, or was killed over");
    }

    @Test
    void aRowThatWasMaterializedLateIsToldFromAValueThatIsWrong() throws IOException {
        log(answer(1, 3.5), answer(1, 3.25));
        Path metrics = folder.resolve("consistency.prom");

        CommandRun run = consistency("--metrics-file", metrics.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out())
                .containsPattern("trips +2 +2 +0 +1 +0 +0 +0 +1\n")
                .contains("trips__miles of driver=ann at 2026-01-01T12:00:00Z: 3.25 online, 4.5 offline\n"
                        + "    unexplained: trips: newest is the row of 2026-01-01T11:50:00Z")
                .contains("    late: not applied yet: row of 2026-01-01T11:50:00Z");
        assertThat(Files.readString(metrics))
                .contains("# TYPE granary_consistency_mismatches gauge\n")
                .contains("granary_consistency_mismatches{view=\"trips\",class=\"late\"} 1\n")
                .contains("granary_consistency_values{view=\"trips\"} 2\n")
                .contains("granary_consistency_skipped{reason=\"degraded\"} 0\n");
        assertThat(consistency("--late", "5m", "-o", "json").out()).contains("\"unexplained\" : 2");
        JsonNode left = JsonHttp.parse(
                consistency("--leave-out", "trips", "-o", "json").out().getBytes(StandardCharsets.UTF_8));
        assertThat(left.at("/skipped/left_out").asInt()).isEqualTo(2);
        assertThat(left.path("mismatches").asInt()).isZero();
    }

    @Test
    void whatCannotBeComparedIsNamed() throws IOException {
        assertThat(consistency().err()).contains("Cannot read the folder of answers " + answers());
        Path file = log(answer(7, 4.5));
        assertThat(consistency().err())
                .contains("Cannot compare answers of revision 7 of project taxis: ")
                .doesNotContain("Exception");
        assertThat(consistency("--until", NOON.toString()).err())
                .contains("Cannot compare answers: " + answers() + " has none of that time");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 700));
        CommandRun cut = consistency();
        assertThat(cut.err()).contains("Cannot read answers " + file + ": ");
        assertThat(cut.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(consistency("--late", "1s").err())
                .contains("late: PT1S (expected: at least the propagation of PT5S)");
    }

    @Test
    void whatWasComparedIsTold() throws IOException {
        ToldEvents told = ToldEvents.in(folder);
        Path metrics = folder.resolve("consistency.prom");
        log(answer(1, 4.5));

        assertThat(consistency("--metrics-file", metrics.toString(), told.option())
                        .exitCode())
                .isZero();

        String name = "consistency." + answers();
        assertThat(told.all())
                .as("no set that is made to be compared")
                .containsExactly(name + " START", name + " COMPLETE");
        JsonNode complete = told.last("COMPLETE");
        assertThat(ToldEvents.inputs(complete))
                .containsExactly("file " + answers(), "file " + folder.resolve("repo/trips.csv"));
        assertThat(ToldEvents.columns(complete.at("/inputs/0"))).contains("project string", "revision int");
        assertThat(ToldEvents.columns(complete.at("/inputs/1")))
                .containsExactly("driver STRING", "at TIMESTAMP", "miles FLOAT64");
        assertThat(ToldEvents.outputs(complete)).containsExactly("file " + metrics);

        log(answer(7, 4.5));
        CommandRun failed = consistency(told.option());
        assertThat(failed.exitCode()).isNotZero();
        assertThat(ToldEvents.error(told.last("FAIL"))).startsWith("Cannot compare answers of revision 7");
    }

    private CommandRun consistency(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("consistency", "--answers", answers().toString()));
        arguments.addAll(List.of("--engine", "local"));
        arguments.addAll(Arrays.asList(more));
        return runs.run(arguments.toArray(String[]::new));
    }

    private Path answers() {
        return folder.resolve("answers");
    }

    private Path log(LoggedAnswer... answers) throws IOException {
        AnswerFile file = AnswerFile.create(answers(), NOON);
        for (LoggedAnswer answer : answers) {
            file.append(answer);
        }
        file.publish();
        return AnswerFiles.in(answers()).files().get(0);
    }

    private static LoggedAnswer answer(int revision, double miles) {
        Instant event = Instant.parse(miles == 4.5 ? "2026-01-01T11:50:00Z" : "2026-01-01T10:00:00Z");
        return new LoggedAnswer(
                "taxis",
                revision,
                EpochMicros.of(NOON),
                null,
                List.of("trips:miles"),
                false,
                List.of(new LoggedColumn("driver", ScalarType.STRING, List.of("ann"))),
                List.of(new LoggedFeature(
                        new LoggedColumn("miles", ScalarType.FLOAT64, List.of(miles)),
                        List.of(FeatureStatus.PRESENT),
                        List.of(EpochMicros.of(event)))));
    }
}
