package io.granary.serving.plan;

import java.util.List;

/** A model in memory. Predictions may run at the same time; whoever loaded it closes it when none runs. */
public interface LoadedModel extends AutoCloseable {

    /**
     * The declared outputs, in the order of the definition, each with as many rows as the input; blocks while it
     * computes.
     *
     * @throws io.granary.core.GranaryException (INTERNAL) when the runtime fails
     */
    List<Tensor> predict(FeatureMatrix features);

    @Override
    void close();
}
