package io.granary.serving.plan;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands the answered batch to the prediction log, which never slows the answer. */
public record LogNode(String router) implements PlanNode {

    @Override
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        context.log(router, batch);
        return CompletableFuture.completedFuture(batch);
    }
}
