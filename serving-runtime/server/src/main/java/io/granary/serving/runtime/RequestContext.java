package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.online.serving.EntityColumns;
import io.granary.online.serving.FeatureNames;
import io.granary.online.serving.FeatureQuery;
import io.granary.online.serving.OnlineFeatures;
import io.granary.online.serving.RetrievalPlan;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.FeatureBatch;
import io.granary.serving.plan.FeatureMatrix;
import io.granary.serving.plan.LoadedModel;
import io.granary.serving.plan.PlanContext;
import io.granary.serving.plan.Tensor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** What a plan needs of this process, for one request: its table of models, its moment, the store and the workers. */
record RequestContext(ModelTable table, OnlineFeatures features, Executor workers, Instant now) implements PlanContext {

    @Override
    public CompletionStage<FeatureBatch> retrieve(String service, Batch batch) {
        RetrievalPlan plan = features.plan(table.revision(), FeatureQuery.ofService(service, FeatureNames.FULL));
        return features.retrieve(plan, EntityColumns.of(batch.request()), now).thenApply(RetrievedFeatures::new);
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
        throw new UnsupportedOperationException("inference does not log");
    }
}
