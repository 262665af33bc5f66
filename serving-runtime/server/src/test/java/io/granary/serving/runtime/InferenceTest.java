package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InferenceTest {

    private static final String ORIGIN = tensor("origin", "BYTES", "\"SFO\", \"LAX\"");
    private static final String DESTINATION = tensor("destination", "BYTES", "\"LAX\", \"NOWHERE\"");
    private static final String DEPARTED =
            tensor("departed_at", "BYTES", "\"2001-01-15T09:00:00Z\", \"2001-01-15T10:00:00Z\"");

    @TempDir
    Path models;

    private RunningRuntime server;

    @BeforeEach
    void start() {
        LinearOnnx.write(models.resolve("trip-1.onnx"), 1, 10, 100);
        server = new RunningRuntime(models);
        server.apply(Trips.with(Trips.model("trip", Trips.version("1", "trip-1.onnx"))));
        server.arrived("SFO", 5L, false, "UA");
        server.arrived("LAX", 7L, true, "AA");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersFromEntityIds() {
        JsonNode answer = ok(server.infer("trip", request(ORIGIN, DESTINATION, DEPARTED)));

        assertThat(answer.required("model_name").asText()).isEqualTo("trip");
        assertThat(answer.required("model_version").asText()).isEqualTo("1");
        JsonNode output = answer.required("outputs").get(0);
        assertThat(output.required("name").asText()).isEqualTo("score");
        assertThat(output.required("datatype").asText()).isEqualTo("FP32");
        assertThat(output.required("shape")).hasToString("[2,1]");
        assertThat(output.required("data").get(0).doubleValue()).isEqualTo(5 + 10 * 9 + 100);
    }

    @Test
    void aMissingFeatureIsNan() {
        JsonNode answer = ok(server.infer("trip", request(ORIGIN, DESTINATION, DEPARTED)));

        assertThat(answer.at("/outputs/0/data/1").isNull()).isTrue();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoMissingFeature() {
        server.storeFails();

        refused(
                503,
                "Cannot predict: the online store did not answer for ",
                server.infer("trip", request(ORIGIN, DESTINATION, DEPARTED)));
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsUpARequestNoLongerThanItsCallerWaits() {
        server.storeStalls();
        long startNanos = System.nanoTime();

        refused(
                503,
                "Cannot predict: the online store did not answer for ",
                server.inferWithin("20ms", "trip", request(ORIGIN, DESTINATION, DEPARTED)));

        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void answersFromFeatures() {
        String features = "{\"name\": \"features\", \"datatype\": \"FP32\", \"shape\": [2, 3], \"data\": %s}";

        JsonNode flat = ok(server.infer("trip", request(features.formatted("[1, 2, 3, 4, 5, 6]"))));
        JsonNode nested = ok(server.infer("trip", request(features.formatted("[[1, 2, 3], [4, 5, 6]]"))));

        assertThat(flat.at("/outputs/0/data")).hasToString("[321.0,654.0]").isEqualTo(nested.at("/outputs/0/data"));
    }

    @Test
    void aTimestampMayBeEpochMicroseconds() {
        String micros = tensor("departed_at", "INT64", "979549200000000, 979552800000000");

        JsonNode answer = ok(server.infer("trip", request(ORIGIN, DESTINATION, micros)));

        assertThat(answer.at("/outputs/0/data/0").doubleValue()).isEqualTo(195);
    }

    @Test
    void givesBackTheIdAndTheOutputsAskedFor() {
        String body = "{\"id\": \"a-7\", \"outputs\": [{\"name\": \"score\"}], \"inputs\": [%s, %s, %s]}"
                .formatted(ORIGIN, DESTINATION, DEPARTED);

        JsonNode answer = ok(server.infer("trip", body));

        assertThat(answer.required("id").asText()).isEqualTo("a-7");
        assertThat(answer.required("outputs")).hasSize(1);
    }

    @Test
    void anAliasNamesItsVersion() {
        HttpResponse<String> answer =
                server.post("/v2/models/trip/versions/champion/infer", request(ORIGIN, DESTINATION, DEPARTED));

        assertThat(ok(answer).required("model_version").asText()).isEqualTo("1");
    }

    @Test
    void describesTheModel() {
        JsonNode metadata = ok(server.get("/v2/models/trip"));

        assertThat(metadata.required("versions")).hasToString("[\"1\"]");
        assertThat(metadata.at("/inputs/0/shape")).hasToString("[-1,3]");
        assertThat(metadata.at("/outputs/0/name").asText()).isEqualTo("score");
        assertThat(metadata.required("entity_inputs"))
                .extracting(input -> input.required("name").asText())
                .containsExactlyInAnyOrder("origin", "destination", "departed_at");
        assertThat(metadata.required("feature_names")).hasSize(3);
    }

    @Test
    void saysThatItIsReady() {
        assertThat(ok(server.get("/v2/models/trip/ready")).required("ready").asBoolean())
                .isTrue();
        assertThat(ok(server.get("/v2/models/trip/versions/1/ready"))
                        .required("ready")
                        .asBoolean())
                .isTrue();
        assertThat(ok(server.get("/v2/health/ready")).required("ready").asBoolean())
                .isTrue();
        assertThat(ok(server.get("/v2/health/live")).required("live").asBoolean())
                .isTrue();
        assertThat(ok(server.get("/v2")).required("name").asText()).isEqualTo("granary");
    }

    @Test
    void anUnknownModelOrVersionIsNotFound() {
        refused(404, "model: 'tripp' does not exist", server.infer("tripp", request(ORIGIN)));
        refused(404, "model version: 'trip/9' does not exist", server.get("/v2/models/trip/versions/9"));
        refused(404, "model version: 'trip/9' does not exist", server.get("/v2/models/trip/versions/9/ready"));
    }

    @Test
    void namesTheInputThatIsWrong() {
        bad("inputs.departed_at: missing (expected: TIMESTAMP)", ORIGIN, DESTINATION);
        bad(
                "inputs: 'orign' (expected: one of [",
                ORIGIN,
                DESTINATION,
                DEPARTED,
                tensor("orign", "BYTES", "\"a\", \"b\""));
        bad(
                "inputs.origin.datatype: FP64 (expected: one of [BYTES])",
                tensor("origin", "FP64", "1, 2"),
                DESTINATION,
                DEPARTED);
        bad("inputs.origin.datatype: STRING (expected: one of [BOOL, ", tensor("origin", "STRING", "\"a\", \"b\""));
        bad("inputs.origin.data[1]: 3 (expected: of type BYTES)", tensor("origin", "BYTES", "\"a\", 3"));
        bad(
                "inputs.origin.data: 1 elements (expected: 2 elements, after the shape [2])",
                tensor("origin", "BYTES", "\"a\""));
        bad("entities.origin[0]: ", tensor("origin", "BYTES", "null, \"a\""), DESTINATION, DEPARTED);
        bad("inputs[1].name: origin (expected: a name that is not given twice)", ORIGIN, ORIGIN);
    }

    @Test
    void namesTheTensorThatIsWrong() {
        bad("inputs.features.shape: [2] (expected: [rows, 3])", tensor("features", "FP32", "1, 2"));
        bad("inputs.features.datatype: FP64 (expected: one of [FP32])", tensor("features", "FP64", "1, 2"));
        bad("inputs.features.data[0]: 1E+39 (expected: of type FP32)", tensor("features", "FP32", "1e39, 2"));
        bad(
                "inputs: [features, origin] (expected: either 'features' alone or entity columns)",
                tensor("features", "FP32", "1, 2"),
                ORIGIN);
    }

    @Test
    void refusesColumnsOfUnequalLength() {
        String three =
                "{\"name\": \"destination\", \"datatype\": \"BYTES\", \"shape\": [3], \"data\": [\"a\", \"b\", \"c\"]}";

        bad("entities.", ORIGIN, three, DEPARTED);
    }

    @Test
    void refusesMoreRowsThanAllowed() {
        String many = "{\"name\": \"origin\", \"datatype\": \"BYTES\", \"shape\": [101], \"data\": [%s]}"
                .formatted("\"SFO\", ".repeat(100) + "\"SFO\"");

        bad("inputs.origin.shape: [101] (expected: at most 100 rows)", many, DESTINATION, DEPARTED);
    }

    @Test
    void refusesWhatIsNotOfTheProtocol() {
        refused(400, "inputs: [] (expected: at least one input)", server.infer("trip", "{\"inputs\": []}"));
        refused(400, "inputs: missing (expected: an array)", server.infer("trip", "{}"));
        refused(400, "body: 'instances' (expected: only [", server.infer("trip", "{\"instances\": []}"));
        refused(
                400,
                "outputs: 'scoer' (expected: one of [score])",
                server.infer("trip", "{\"outputs\": [{\"name\": \"scoer\"}], \"inputs\": [%s]}".formatted(ORIGIN)));
        refused(400, "", server.infer("trip", "{\"inputs\": [], \"inputs\": []}"));
        refused(400, "", server.infer("trip", ""));
    }

    @Test
    void countsWhatItDoes() {
        server.infer("trip", request(ORIGIN, DESTINATION, DEPARTED));

        assertThat(server.meters
                        .get("granary.serving.inferences")
                        .tag("outcome", "ok")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(server.meters.get("granary.serving.models.ready").gauge().value())
                .isEqualTo(1);
    }

    private void bad(String message, String... inputs) {
        refused(400, message, server.infer("trip", request(inputs)));
    }

    private static void refused(int status, String message, HttpResponse<String> response) {
        JsonNode problem = RunningRuntime.json(response);
        assertThat(problem.required("error").asText()).contains(message);
        assertThat(problem.required("detail").asText()).contains(message);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    }

    private static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningRuntime.json(response);
    }

    private static String request(String... inputs) {
        return "{\"inputs\": [" + String.join(", ", inputs) + "]}";
    }

    /** Two rows. */
    private static String tensor(String name, String type, String data) {
        return "{\"name\": \"%s\", \"datatype\": \"%s\", \"shape\": [2], \"data\": [%s]}".formatted(name, type, data);
    }
}
