package io.granary.serving.runtime;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.online.serving.OnlineFeatures;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.ServingPlan;
import io.granary.serving.plan.Tensor;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers inference requests. Safe for threads; never blocks. */
final class Inference {

    private final Models models;
    private final OnlineFeatures features;
    private final Executor workers;
    private final InstantSource clock;
    private final InferenceMetrics metrics;
    private final int maxRows;
    private final Duration deadline;

    Inference(
            Models models,
            OnlineFeatures features,
            Executor workers,
            InstantSource clock,
            InferenceMetrics metrics,
            ServingRuntimeConfig config) {
        this.models = models;
        this.features = features;
        this.workers = workers;
        this.clock = clock;
        this.metrics = metrics;
        this.maxRows = config.maxRows();
        this.deadline = config.deadline();
    }

    /**
     * Predicts.
     *
     * @param version name or alias; null: the newest that is ready
     * @param featureNanos how long the online store may take
     * @return the response's JSON; fails with a {@link GranaryException}, or a {@link
     *     java.util.concurrent.TimeoutException} at the deadline
     */
    CompletionStage<Buffer> infer(String model, @Nullable String version, byte[] body, long featureNanos) {
        InferenceRequest request = InferenceRequestReader.read(body);
        long startNanos = System.nanoTime();
        return models.lend(table -> run(table, table.model(model).version(version), request, featureNanos))
                .whenComplete((json, failure) -> metrics.inferred(model, failure, System.nanoTime() - startNanos))
                .toCompletableFuture()
                .copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletionStage<Buffer> run(
            ModelTable table, ServedVersion served, InferenceRequest request, long featureNanos) {
        requireOutputs(served, request.outputs());
        Batch batch = new InferenceInputs(served, maxRows).batch(request);
        ServingPlan plan = InferenceInputs.bringsFeatures(request) ? served.fromFeatures() : served.fromEntities();
        RequestContext context =
                new RequestContext(table, features, workers, clock.instant(), System.nanoTime(), featureNanos, null);
        return plan.run(batch, context)
                .thenApply(answer ->
                        InferenceResponseJson.write(served, request.id(), chosen(answer.outputs(), request.outputs())));
    }

    private static void requireOutputs(ServedVersion served, List<String> asked) {
        List<String> declared =
                served.model().outputs().stream().map(Column::name).toList();
        for (String output : asked) {
            if (!declared.contains(output)) {
                throw GranaryException.invalid("outputs", "'" + output + "'", "one of " + declared);
            }
        }
    }

    private static List<Tensor> chosen(List<Tensor> outputs, List<String> asked) {
        if (asked.isEmpty()) {
            return outputs;
        }
        List<Tensor> chosen = new ArrayList<>();
        asked.forEach(name ->
                outputs.stream().filter(output -> output.name().equals(name)).forEach(chosen::add));
        return chosen;
    }
}
