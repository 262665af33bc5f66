package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.openlineage.ToldEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that is trained on a set of trips, and what is told of it. */
@Timeout(180)
class ITTrainCommand {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String MODEL = """
            kind: Model
            name: tipper
            service: tips
            outputs: [{name: tip_probability, type: FLOAT32}]
            """;

    @TempDir
    private Path folder;

    private TrainingSetRuns runs;

    @BeforeEach
    void start() throws IOException {
        runs = TrainingSetRuns.start(folder, folder.resolve("entities.csv").toString());
        StringBuilder trips = new StringBuilder("driver,at,miles\n");
        StringBuilder entities = new StringBuilder("driver,event_timestamp,tipped\n");
        for (int driver = 0; driver < 60; driver++) {
            Instant at = NOON.plusSeconds(driver);
            trips.append("d%d,%s,%d.5%n".formatted(driver, at, driver % 7));
            entities.append("d%d,%s,%d%n".formatted(driver, at.plusSeconds(1), driver % 7 > 3 ? 1 : 0));
        }
        runs.write("repo/granary.yaml", "project: taxis\n");
        runs.write("repo/trips.csv", trips.toString());
        runs.write("entities.csv", entities.toString());
        runs.write(
                "repo/definitions.yaml",
                TripDocuments.join(
                        TripDocuments.DRIVER,
                        TripDocuments.csvTrips("trips.csv"),
                        TripDocuments.MILES,
                        TripDocuments.TIPS,
                        MODEL));
        runs.apply("A model");
        runs.make("tips");
    }

    @AfterEach
    void stop() {
        runs.close();
    }

    @Test
    void tellsOfItsSetAndItsModel() throws IOException {
        ToldEvents told = ToldEvents.in(folder);

        CommandRun trained = train("tipped", told);

        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(told.all()).containsExactly("train.tipper START", "train.tipper COMPLETE");
        JsonNode complete = told.last("COMPLETE");
        assertThat(complete.at("/job/namespace").asText()).isEqualTo("granary://taxis");
        assertThat(ToldEvents.inputs(complete)).containsExactly("file " + runs.set("tips"));
        assertThat(ToldEvents.columns(complete.at("/inputs/0"))).contains("trips__miles FLOAT64");
        assertThat(ToldEvents.outputs(complete)).containsExactly("file " + folder.resolve("models/tipper/1"));
        assertThat(folder.resolve("models/tipper/1/model.onnx")).exists();
    }

    @Test
    void tellsWhyThereIsNoModel() throws IOException {
        ToldEvents told = ToldEvents.in(folder);

        CommandRun refused = train("no_such_label", told);

        assertThat(refused.exitCode()).isNotZero();
        assertThat(told.all()).containsExactly("train.tipper START", "train.tipper FAIL");
        assertThat(refused.err()).contains(ToldEvents.error(told.last("FAIL")));
        assertThat(ToldEvents.error(told.last("FAIL"))).contains("no_such_label");
    }

    private CommandRun train(String label, ToldEvents told) {
        return runs.run(
                "train",
                "tipper",
                "--training-set=" + runs.set("tips"),
                "--label=" + label,
                "--models=" + folder.resolve("models"),
                "--rounds=5",
                told.option());
    }
}
