package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.http.HttpCaller;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.online.serving.SampleRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ModelWarmUpTest {

    @TempDir
    Path models;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry logMeters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void asksEveryRouteOfModelsAndRoutersAndNeitherCountsNorLogs() {
        LinearOnnx.write(models.resolve("one.onnx"), 1, 1, 1);
        LinearOnnx.write(models.resolve("two.onnx"), 2, 2, 2);
        try (PredictionLog full = fullLog();
                RunningRuntime runtime = new RunningRuntime(models, full)) {
            assertThat(runtime.warmUp().samples()).isEmpty();
            runtime.apply(PredictionTest.definitions());
            runtime.arrived("sample-0", 5L, true, "UA");
            HttpService.Builder builder =
                    HttpService.builder(vertx, HttpConfig.onPort(0)).eventLoops(1);
            runtime.warmUp().addTo(builder, runtime.features());
            HttpCaller caller = new HttpCaller(builder.start().await().port());

            assertThat(runtime.warmUp().samples())
                    .extracting(SampleRequest::path)
                    .containsExactlyInAnyOrder(
                            "/v2/models/trip/infer",
                            "/v2/models/trip/infer",
                            "/v1/routers/tried/predict",
                            "/v1/routers/weighed/predict");
            assertThat(runtime.warmUp().samples())
                    .allSatisfy(request -> assertThat(
                                    caller.post(request.path(), request.body().toString())
                                            .statusCode())
                            .isEqualTo(200));
            assertThat(runtime.meters.find("granary.serving.inferences").timers())
                    .isEmpty();
            assertThat(runtime.meters.find("granary.serving.predictions").timers())
                    .isEmpty();
        }
        assertThat(logMeters
                        .get("granary.serving.predictions.dropped")
                        .tag("reason", "queue_full")
                        .counter()
                        .count())
                .isZero();
    }

    /** Drops and counts the second thing that it is given, since nothing writes the first. */
    private PredictionLog fullLog() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1"), new ByteArraySerializer(), new ByteArraySerializer());
        return new PredictionLog(producer, "predictions", () -> {}, 1, logMeters);
    }
}
