package io.granary.offline.spark;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import io.granary.core.view.OnDemandComputation;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.PlannedOnDemand;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The features of one on-demand view for one row at a time. Not safe for threads. */
final class OnDemandRow {

    private final PlannedOnDemand planned;
    private final OnDemandComputation computation;
    private final Map<String, Integer> requestPositions = new HashMap<>();
    private FeatureStatus worstInput = FeatureStatus.PRESENT;
    private @Nullable Object[] computed;

    OnDemandRow(TrainingSetPlan plan, PlannedOnDemand planned, String[] frameColumns) {
        this.planned = planned;
        computation = OnDemandComputation.compile(plan.revision().definitions(), planned.view());
        computed = new @Nullable Object[planned.view().features().size()];
        List<String> columns = List.of(frameColumns);
        planned.requestColumns().forEach((field, column) -> requestPositions.put(field, columns.indexOf(column)));
    }

    /** Computes the view for a row; when that fails, its features are null. */
    void compute(OutputRow.Answers answers, @Nullable Object[] frame) {
        Arrays.fill(computed, null);
        worstInput = FeatureStatus.PRESENT;
        planned.inputs().values().forEach(input -> worstInput = worstInput.worst(answers.status(input)));
        computed = computation.compute(inputs(answers, frame)::get);
    }

    /** The inputs by name, for the computation and for an error. */
    Map<String, @Nullable Object> inputs(OutputRow.Answers answers, @Nullable Object[] frame) {
        Map<String, @Nullable Object> inputs = new TreeMap<>();
        for (Map.Entry<String, PlannedFeature.Stored> input : planned.inputs().entrySet()) {
            inputs.put(input.getKey(), answers.value(input.getValue()));
        }
        for (Column field : planned.view().requestFields()) {
            Object value = frame[requestPositions.getOrDefault(field.name(), 0)];
            inputs.put(field.name(), Coercion.coerce(SparkValues.fromSpark(value), field.type(), field.name()));
        }
        return inputs;
    }

    @Nullable
    Object value(int position) {
        return computed[position];
    }

    /** A value is present; without one, a missing input is the reason, else the value is null. */
    FeatureStatus status(int position) {
        if (computed[position] != null) {
            return FeatureStatus.PRESENT;
        }
        return worstInput.isMissing() ? worstInput : FeatureStatus.NULL_VALUE;
    }
}
