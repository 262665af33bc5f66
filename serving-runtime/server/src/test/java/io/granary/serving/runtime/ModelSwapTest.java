package io.granary.serving.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelSwapTest {

    private static final String ONES = """
            {"inputs": [{"name": "features", "datatype": "FP32", "shape": [1, 3], "data": [1, 1, 1]}]}
            """;

    @TempDir
    Path models;

    private RunningRuntime server;

    @BeforeEach
    void start() {
        LinearOnnx.write(models.resolve("one.onnx"), 1, 1, 1);
        LinearOnnx.write(models.resolve("two.onnx"), 2, 2, 2);
        server = new RunningRuntime(models);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isNotReadyBeforeTheFirstRevision() {
        assertThat(server.infer("trip", ONES).statusCode()).isEqualTo(503);
        assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aNewVersionTakesOver() {
        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "one.onnx"))));
        assertThat(score("trip")).isEqualTo(3);

        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "one.onnx"), Trips.version("2", "two.onnx"))));

        assertThat(score("trip")).isEqualTo(6);
        assertThat(score("trip/versions/1")).isEqualTo(3);
    }

    @Test
    void aVersionThatFailsLeavesTheOthersInService() throws IOException {
        Files.writeString(models.resolve("broken.onnx"), "not a model");
        server.apply(Trips.with(
                Trips.model("trip", Trips.version("1", "one.onnx"), Trips.version("2", "broken.onnx")),
                Trips.model("other", Trips.version("1", "two.onnx"))));

        assertThat(score("trip")).isEqualTo(3);
        assertThat(score("other")).isEqualTo(6);
        HttpResponse<String> ready = server.get("/v2/models/trip/versions/2/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(RunningRuntime.json(ready).required("error").asText()).contains("Cannot load model broken.onnx: ");
    }

    @Test
    void aFileThatComesLaterIsLoaded() {
        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "later.onnx"))));
        assertThat(server.infer("trip", ONES).statusCode()).isEqualTo(503);

        LinearOnnx.write(models.resolve("later.onnx"), 3, 3, 3);

        Awaitility.await()
                .atMost(20, SECONDS)
                .until(() -> server.infer("trip", ONES).statusCode() == 200);
        assertThat(score("trip")).isEqualTo(9);
    }

    @Test
    void aModelWithoutVersionSaysWhatToDo() {
        server.apply(Trips.with(Trips.model("trip")));

        JsonNode problem = RunningRuntime.json(server.infer("trip", ONES));

        assertThat(problem.required("error").asText())
                .isEqualTo("model 'trip' is not ready: it has no version yet; train or register one");
    }

    @Test
    void aModelOfAnotherShapeIsRefused() {
        LinearOnnx.write(models.resolve("four.onnx"), 1, 1, 1, 1);
        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "four.onnx"))));

        JsonNode problem = RunningRuntime.json(server.infer("trip", ONES));

        assertThat(problem.required("error").asText()).contains("features shape: [-1, 4] (expected: [rows, 3])");
    }

    @Test
    void requestsNeverFailWhileVersionsChange() {
        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "one.onnx"))));
        for (int i = 2; i < 12; i++) {
            server.revisions.apply(Trips.with(
                    Trips.model("trip", Trips.version("" + i, i % 2 == 0 ? "two.onnx" : "one.onnx"))));
            for (int request = 0; request < 20; request++) {
                assertThat(score("trip")).isIn(3.0, 6.0);
            }
        }
    }

    private double score(String model) {
        HttpResponse<String> response = server.infer(model, ONES);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningRuntime.json(response).at("/outputs/0/data/0").doubleValue();
    }
}
