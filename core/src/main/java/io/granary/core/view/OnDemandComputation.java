package io.granary.core.view;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.expression.Variables;
import org.jspecify.annotations.Nullable;

/**
 * An on-demand feature view, compiled: used at read time, in Spark and before a model. Immutable and safe for threads.
 */
public final class OnDemandComputation {

    private OnDemandComputation() {}

    /** @throws io.granary.core.GranaryException naming what does not compile or resolve */
    public static OnDemandComputation compile(Definitions definitions, OnDemandFeatureView view) {
        throw new UnsupportedOperationException();
    }

    public OnDemandFeatureView view() {
        throw new UnsupportedOperationException();
    }

    /**
     * Computes every feature of the view, in the order of the definition.
     *
     * @param inputs input features by full name ({@code role__feature}) and request fields by name, as their types' Java
     *     classes
     * @throws io.granary.core.GranaryException (UNPROCESSABLE) naming the feature whose expression fails
     */
    public @Nullable Object[] compute(Variables inputs) {
        throw new UnsupportedOperationException();
    }
}
