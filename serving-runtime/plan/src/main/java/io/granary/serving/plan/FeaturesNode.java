package io.granary.serving.plan;

import java.util.concurrent.CompletionStage;

/** Fills in the features of a service from the request's join keys and fields. */
public record FeaturesNode(String service) implements PlanNode {

    @Override
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        return context.retrieve(service, batch).thenApply(batch::withFeatures);
    }
}
