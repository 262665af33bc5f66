package io.granary.serving.plan;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a model's input of features. */
public record EncodeNode(Encoder encoder) implements PlanNode {

    @Override
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        FeatureBatch features = requireNonNull(batch.features(), "features");
        return CompletableFuture.completedFuture(batch.withMatrix(encoder.encode(features)));
    }
}
