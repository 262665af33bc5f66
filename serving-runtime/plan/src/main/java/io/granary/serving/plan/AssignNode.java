package io.granary.serving.plan;

import io.granary.core.definition.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives each row its treatment in an experiment. */
public record AssignNode(Experiment experiment) implements PlanNode {

    @Override
    public CompletionStage<Batch> run(Batch batch, PlanContext context) {
        List<@Nullable Object> units = batch.column(experiment.unit());
        List<Assigned> assigned = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            assigned.add(assign(Buckets.canonical(experiment.unit() + "[" + row + "]", units.get(row))));
        }
        return CompletableFuture.completedFuture(batch.withAssigned(assigned));
    }

    /** The treatment of a unit, by its canonical bytes. */
    Assigned assign(byte[] unit) {
        int bucket = Buckets.bucket(experiment.salt(), unit, Experiment.BUCKETS);
        for (Experiment.Treatment treatment : experiment.treatments()) {
            if (bucket < treatment.buckets()) {
                double propensity = (double) treatment.buckets() / Experiment.BUCKETS;
                return new Assigned(experiment.name(), treatment.name(), propensity, treatment.route());
            }
            bucket -= treatment.buckets();
        }
        throw new IllegalStateException("treatments add up to " + Experiment.BUCKETS + " buckets");
    }
}
