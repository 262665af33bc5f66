package io.granary.serving.plan;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a plan needs of the process that runs it; one for each request. */
public interface PlanContext {

    /** The features of a service for the batch's request rows, by full names. */
    CompletionStage<FeatureBatch> retrieve(String service, Batch batch);

    /** Runs a model where it may block. */
    CompletionStage<List<Tensor>> predict(String model, String version, FeatureMatrix matrix);

    /** Takes the answers of a router for the prediction log; returns at once and never fails. */
    void log(String router, Batch answered);
}
