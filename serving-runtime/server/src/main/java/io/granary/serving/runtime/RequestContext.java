package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.online.serving.EntityColumns;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.RetrievalPlan;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.FeatureBatch;
import io.granary.serving.plan.FeatureMatrix;
import io.granary.serving.plan.LoadedModel;
import io.granary.serving.plan.PlanContext;
import io.granary.serving.plan.Tensor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a plan needs of this process, for one request.
 *
 * @param table the models and definitions that the request holds from start to end
 * @param now the moment of the request
 * @param featureNanos how long the online store may take, from the start
 * @param predictions null when predictions are not logged
 */
record RequestContext(
        ModelTable table,
        OnlineFeatures features,
        Executor workers,
        Instant now,
        long startNanos,
        long featureNanos,
        @Nullable PredictionLog predictions)
        implements PlanContext {

    @Override
    public CompletionStage<FeatureBatch> retrieve(String service, Batch batch) {
        RetrievalPlan plan = table.retrieval(service);
        return features.retrieve(plan, entities(plan, batch), now, startNanos + featureNanos)
                .thenApply(RetrievedFeatures::of);
    }

    /** Only what the plan asks for: the batch may also hold units of an experiment and columns of other services. */
    private static EntityColumns entities(RetrievalPlan plan, Batch batch) {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (Column column : plan.requestColumns()) {
            columns.put(column.name(), batch.column(column.name()));
        }
        return EntityColumns.of(columns);
    }

    @Override
    public CompletionStage<List<Tensor>> predict(String model, String version, FeatureMatrix matrix) {
        LoadedModel loaded = table.model(model).version(version).loaded();
        try {
            return CompletableFuture.supplyAsync(() -> loaded.predict(matrix), workers);
        } catch (RejectedExecutionException e) {
            throw new GranaryException(
                    ErrorCode.RESOURCE_EXHAUSTED, "Cannot predict now: too many predictions are waiting", e);
        }
    }

    @Override
    public void log(String router, Batch answered) {
        if (predictions != null) {
            long latencyMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
            predictions.offer(new Answered(table.revision(), router, now, latencyMicros, answered));
        }
    }
}
