package io.granary.serving.plan;

import java.util.concurrent.CompletionStage;

/** One step of a serving plan. Immutable; what it needs of the process comes with the context. */
public sealed interface PlanNode permits FeaturesNode, EncodeNode, ModelNode, AssignNode, SwitchNode, LogNode {

    /** The batch with what this step adds; fails with a {@link io.granary.core.GranaryException}. */
    CompletionStage<Batch> run(Batch batch, PlanContext context);
}
