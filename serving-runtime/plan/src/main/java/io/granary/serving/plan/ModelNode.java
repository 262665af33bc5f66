package io.granary.serving.plan;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;

/** Asks one version of a model. */
public record ModelNode(String model, String version) implements PlanNode {

    @Override
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        FeatureMatrix matrix = requireNonNull(batch.matrix(), "matrix");
        return context.predict(model, version, matrix).thenApply(batch::withOutputs);
    }
}
