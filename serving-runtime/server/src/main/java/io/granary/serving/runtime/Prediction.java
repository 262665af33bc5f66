package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import io.granary.online.serving.OnlineFeatures;
import io.granary.serving.plan.Batch;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers for routers. Safe for threads; never blocks. */
final class Prediction {

    private final Models models;
    private final OnlineFeatures features;
    private final Executor workers;
    private final InstantSource clock;
    private final @Nullable PredictionLog predictions;
    private final InferenceMetrics metrics;
    private final int maxRows;
    private final Duration deadline;

    Prediction(
            Models models,
            OnlineFeatures features,
            Executor workers,
            InstantSource clock,
            @Nullable PredictionLog predictions,
            InferenceMetrics metrics,
            ServingRuntimeConfig config) {
        this.models = models;
        this.features = features;
        this.workers = workers;
        this.clock = clock;
        this.predictions = predictions;
        this.metrics = metrics;
        this.maxRows = config.maxRows();
        this.deadline = config.deadline();
    }

    /**
     * Predicts.
     *
     * @param featureNanos how long the online store may take
     * @return the response's JSON; fails with a {@link GranaryException}, or a {@link
     *     java.util.concurrent.TimeoutException} at the deadline
     */
    CompletionStage<Buffer> predict(String router, byte[] body, long featureNanos) {
        long startNanos = System.nanoTime();
        return models.lend(table -> run(table, table.routers().router(router), body, startNanos, featureNanos))
                .whenComplete((json, failure) -> metrics.predicted(router, failure, System.nanoTime() - startNanos))
                .toCompletableFuture()
                .copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Buffer> run(
            ModelTable table, ServedRouter served, byte[] body, long startNanos, long featureNanos) {
        Batch request = new PredictRequestReader(served, maxRows).read(body);
        RequestContext context =
                new RequestContext(table, features, workers, clock.instant(), startNanos, featureNanos, predictions);
        return served.plan()
                .run(request.withIds(ids(request.rows())), context)
                .thenApply(answer -> PredictionJson.write(served.router().name(), answer));
    }

    private static List<String> ids(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> UUID.randomUUID().toString())
                .toList();
    }
}
