package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.http.access.KeyRing;
import io.micrometer.core.instrument.Timer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask models and routers; for those who may not, nothing is computed. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModelAccessTest {

    private static final String INPUTS = """
            {"inputs": [
              {"name": "origin", "datatype": "BYTES", "shape": [1], "data": ["SFO"]},
              {"name": "destination", "datatype": "BYTES", "shape": [1], "data": ["SFO"]},
              {"name": "departed_at", "datatype": "BYTES", "shape": [1], "data": ["2001-01-15T09:00:00Z"]}]}""";
    private static final String ENTITIES = """
            {"entities": {"origin": "SFO", "destination": "SFO", "departed_at": "2001-01-15T09:00:00Z", "passenger": 7}}""";

    @TempDir
    private static Path models;

    private RunningRuntime server;

    @BeforeAll
    void start() {
        LinearOnnx.write(models.resolve("one.onnx"), 1, 1, 1);
        LinearOnnx.write(models.resolve("two.onnx"), 2, 2, 2);
        KeyRing keys = new KeyRing()
                .add("model", "READ_ONLINE", Trips.PROJECT, "trip")
                .add("router", "READ_ONLINE", Trips.PROJECT, "tried")
                .add("features", "READ_ONLINE", Trips.PROJECT, "arrivals,trip_model")
                .add("writer", "WRITE_ONLINE, WRITE_OFFLINE, DELETE", Trips.PROJECT, "*")
                .add("elsewhere", "READ_ONLINE", "other", "*");
        server = RunningRuntime.guarded(models, keys.keys());
        server.apply(PredictionTest.definitions());
        server.arrived("SFO", 5L, true, "UA");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "model,     /v2/models/trip/infer,            200",
        "model,     /v2/models/trip/versions/2/infer, 200",
        "model,     /v2/models/gone/infer,            403",
        "model,     /v1/routers/tried/predict,        403",
        "router,    /v1/routers/tried/predict,        200",
        "router,    /v1/routers/weighed/predict,      403",
        "router,    /v2/models/trip/infer,            403",
        "features,  /v2/models/trip/infer,            403",
        "features,  /v2/models/trip/versions/2/infer, 403",
        "features,  /v1/routers/tried/predict,        403",
        "writer,    /v2/models/trip/infer,            403",
        "writer,    /v1/routers/tried/predict,        403",
        "elsewhere, /v2/models/trip/infer,            403",
        "elsewhere, /v1/routers/tried/predict,        403",
        "unknown,   /v2/models/trip/infer,            401",
        "unknown,   /v1/routers/tried/predict,        401",
    })
    void predictsForWhoIsGranted(String key, String path, int status) {
        long before = computed();

        HttpResponse<String> answer = server.postAs(key, path, path.endsWith("infer") ? INPUTS : ENTITIES);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(computed()).isEqualTo(status == 200 ? before + 1 : before);
    }

    @ParameterizedTest
    @CsvSource({
        "model,    /v2/models/trip,                  200",
        "model,    /v2/models/trip/ready,            200",
        "model,    /v2/models/trip/versions/2,       200",
        "model,    /v2/models/trip/versions/2/ready, 200",
        "router,   /v2/models/trip,                  403",
        "features, /v2/models/trip/ready,            403",
        "features, /v2/models/trip/versions/2,       403",
        "router,   /v2/models/gone/versions/2/ready, 403",
        "router,   /v2,                              200",
        "writer,   /v2,                              403",
        "unknown,  /v2,                              401",
        "unknown,  /v2/health/live,                  200",
    })
    void describesToWhoIsGranted(String key, String path, int status) {
        HttpResponse<String> answer = server.getAs(key, path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private long computed() {
        return server.meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().matches("granary.serving.(inferences|predictions)"))
                .mapToLong(meter -> ((Timer) meter).count())
                .sum();
    }
}
