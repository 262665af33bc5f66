package io.granary.serving.plan;

import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.type.Column;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The steps from a request to its prediction, compiled from definitions. Immutable and safe for threads. */
public record ServingPlan(List<PlanNode> nodes) {

    public ServingPlan {
        nodes = List.copyOf(nodes);
    }

    /**
     * Entity rows to the outputs of one model version.
     *
     * @param features full names and types of the model's service
     * @throws io.granary.core.GranaryException (FAILED_PRECONDITION) naming an input that the service does not have
     */
    public static ServingPlan ofModel(Model model, ModelVersion version, List<Column> features) {
        return new ServingPlan(List.of(
                new FeaturesNode(model.service()),
                new EncodeNode(Encoder.of(version.inputs(), features)),
                new ModelNode(model.name(), version.version())));
    }

    /** The model alone, for requests that bring its input. */
    public static ServingPlan ofMatrix(Model model, ModelVersion version) {
        return new ServingPlan(List.of(new ModelNode(model.name(), version.version())));
    }

    /** Runs every step, one after the other. */
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        CompletionStage<Batch> running = CompletableFuture.completedFuture(batch);
        for (PlanNode node : nodes) {
            running = running.thenCompose(reached -> node.run(reached, context));
        }
        return running;
    }
}
