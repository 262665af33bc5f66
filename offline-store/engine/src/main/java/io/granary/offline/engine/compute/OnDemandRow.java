package io.granary.offline.engine.compute;

import io.granary.core.expression.Variables;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import io.granary.core.view.OnDemandComputation;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.PlannedOnDemand;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The features of one on-demand view for one entity row at a time. Not safe for threads. */
public final class OnDemandRow {

    private final PlannedOnDemand planned;
    private final OnDemandComputation computation;
    /** The inputs that each feature mentions. */
    private final List<List<PlannedFeature.Stored>> mentioned = new ArrayList<>();

    private final FeatureStatus[] worstInputs;
    private @Nullable Object[] computed;

    /** @throws io.granary.core.GranaryException naming what does not compile or resolve */
    public OnDemandRow(TrainingSetPlan plan, PlannedOnDemand planned) {
        this.planned = planned;
        computation = OnDemandComputation.compile(plan.revision().definitions(), planned.view());
        computed = new @Nullable Object[planned.view().features().size()];
        worstInputs = new FeatureStatus[computed.length];
        for (int i = 0; i < computed.length; i++) {
            mentioned.add(computation.references(i).stream()
                    .map(planned.inputs()::get)
                    .filter(Objects::nonNull)
                    .toList());
        }
    }

    /**
     * Computes the view for a row; when that fails, its features are null.
     *
     * @param frame the columns of the entity row, as values that {@link Coercion} takes
     * @throws io.granary.core.GranaryException (UNPROCESSABLE) naming the feature whose expression fails
     */
    public void compute(RoleAnswers answers, Variables frame) {
        Arrays.fill(computed, null);
        for (int i = 0; i < worstInputs.length; i++) {
            worstInputs[i] =
                    mentioned.get(i).stream().map(answers::status).reduce(FeatureStatus.PRESENT, FeatureStatus::worst);
        }
        computed = computation.compute(inputs(answers, frame)::get);
    }

    /** The inputs by name, for the computation and for an error. */
    public Map<String, @Nullable Object> inputs(RoleAnswers answers, Variables frame) {
        Map<String, @Nullable Object> inputs = new TreeMap<>();
        for (Map.Entry<String, PlannedFeature.Stored> input : planned.inputs().entrySet()) {
            inputs.put(input.getKey(), answers.value(input.getValue()));
        }
        for (Column field : planned.view().requestFields()) {
            Object value = frame.value(planned.requestColumns().getOrDefault(field.name(), field.name()));
            inputs.put(field.name(), Coercion.coerce(value, field.type(), field.name()));
        }
        return inputs;
    }

    /** The value of a feature of the view, by its position in it. */
    public @Nullable Object value(int position) {
        return computed[position];
    }

    /** A value is present; without one, a missing input is the reason, else the value is null. */
    public FeatureStatus status(int position) {
        if (computed[position] != null) {
            return FeatureStatus.PRESENT;
        }
        return worstInputs[position].isMissing() ? worstInputs[position] : FeatureStatus.NULL_VALUE;
    }
}
