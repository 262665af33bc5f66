package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.Experiment.Treatment;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Router;
import io.granary.core.definition.Router.Route;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PredictionTest {

    @TempDir
    Path models;

    private RunningRuntime server;

    @BeforeEach
    void start() {
        LinearOnnx.write(models.resolve("one.onnx"), 1, 1, 1);
        LinearOnnx.write(models.resolve("two.onnx"), 2, 2, 2);
        server = new RunningRuntime(models);
        server.apply(definitions());
        server.arrived("SFO", 5L, true, "UA");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Two versions of a model behind a router with an experiment, and one without. */
    static List<Definition> definitions() {
        Experiment trial = new Experiment(
                "trial",
                "passenger",
                "salt",
                List.of(new Treatment("control", 5000, "old"), new Treatment("test", 5000, "new")),
                Metadata.NONE);
        List<Route> routes = List.of(new Route("old", "trip", "1", 1), new Route("new", "trip", null, 3));
        return Trips.with(
                Trips.model("trip", Trips.version("1", "one.onnx"), Trips.version("2", "two.onnx")),
                trial,
                new Router("tried", routes, null, "trial", Metadata.NONE),
                new Router("weighed", routes, "origin", null, Metadata.NONE));
    }

    @Test
    void assignsEnrichesAndPredicts() {
        JsonNode answer = ok(
                server.post("/v1/routers/tried/predict", request("\"passenger\": [%s]".formatted(passengers()), 20)));

        assertThat(answer.required("router").asText()).isEqualTo("tried");
        assertThat(answer.required("predictions")).hasSize(20).allSatisfy(PredictionTest::isConsistent);
        assertThat(answer.required("predictions"))
                .extracting(prediction -> prediction.required("treatment").asText())
                .contains("control", "test");
        assertThat(answer.required("predictions"))
                .extracting(prediction -> prediction.required("prediction_id").asText())
                .doesNotHaveDuplicates();
    }

    /** SFO arrived 5 minutes late, it is 9 o'clock: 5 + 9 + 1, twice as much by the second version. */
    private static void isConsistent(JsonNode prediction) {
        boolean isTest = prediction.required("treatment").asText().equals("test");
        assertThat(prediction.required("experiment").asText()).isEqualTo("trial");
        assertThat(prediction.required("route").asText()).isEqualTo(isTest ? "new" : "old");
        assertThat(prediction.required("model_version").asText()).isEqualTo(isTest ? "2" : "1");
        assertThat(prediction.required("outputs").required("score").doubleValue())
                .isEqualTo(isTest ? 30 : 15);
    }

    @Test
    void oneRowMayBeBareValues() {
        String body = """
                {"entities": {"origin": "SFO", "destination": "SFO", "departed_at": "2001-01-15T09:00:00Z", "passenger": 7}}
                """;

        JsonNode first = ok(server.post("/v1/routers/tried/predict", body)).required("predictions");
        JsonNode again = ok(server.post("/v1/routers/tried/predict", body)).required("predictions");

        assertThat(first).hasSize(1);
        assertThat(again.get(0).required("treatment")).isEqualTo(first.get(0).required("treatment"));
    }

    @Test
    void aStickyRouteNeedsNoUnit() {
        JsonNode answer = ok(server.post("/v1/routers/weighed/predict", request(null, 10)));

        assertThat(answer.required("predictions"))
                .extracting(prediction -> prediction.required("route").asText())
                .hasSize(10)
                .containsOnly(answer.at("/predictions/0/route").asText());
        assertThat(answer.at("/predictions/0").has("treatment")).isFalse();
    }

    @Test
    void namesWhatIsWrong() {
        refused(404, "router: 'tired' does not exist", server.post("/v1/routers/tired/predict", request(null, 1)));
        refused(
                400,
                "entities.passenger: missing (expected: a value for each row)",
                server.post("/v1/routers/tried/predict", request(null, 1)));
        refused(
                400,
                "entities: 'passanger' (expected: only [",
                server.post("/v1/routers/tried/predict", request("\"passanger\": [1]", 1)));
        refused(
                400,
                "passenger[0]: null (expected: a text, whole number, boolean or timestamp)",
                server.post("/v1/routers/tried/predict", request("\"passenger\": [null]", 1)));
        refused(
                400,
                "passenger[0]: 0.5 (expected: a text",
                server.post("/v1/routers/tried/predict", request("\"passenger\": [0.5]", 1)));
        refused(
                400,
                "entities.passenger: 2 values (expected: as many as the others",
                server.post("/v1/routers/tried/predict", request("\"passenger\": [1, 2]", 1)));
        refused(
                400,
                "entities: 101 rows (expected: at most 100)",
                server.post("/v1/routers/weighed/predict", request(null, 101)));
    }

    private static String passengers() {
        return IntStream.range(0, 20).mapToObj(i -> "\"p" + i + "\"").collect(Collectors.joining(", "));
    }

    private static String request(@Nullable String more, int rows) {
        String airports = "\"SFO\", ".repeat(rows - 1) + "\"SFO\"";
        String times = "\"2001-01-15T09:00:00Z\", ".repeat(rows - 1) + "\"2001-01-15T09:00:00Z\"";
        return "{\"entities\": {\"origin\": [%s], \"destination\": [%s], \"departed_at\": [%s]%s}}"
                .formatted(airports, airports, times, more == null ? "" : ", " + more);
    }

    private static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningRuntime.json(response);
    }

    private static void refused(int status, String message, HttpResponse<String> response) {
        assertThat(RunningRuntime.json(response).required("detail").asText()).contains(message);
        assertThat(response.statusCode()).isEqualTo(status);
    }
}
