package io.granary.serving.runtime;

import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.online.serving.RetrievalPlan;
import io.granary.serving.plan.LoadedModel;
import io.granary.serving.plan.ServingPlan;

/**
 * A model version that is ready to answer.
 *
 * @param retrieval how the features of its service are read
 * @param fromEntities the plan for requests that bring join keys and request fields
 * @param fromFeatures the plan for requests that bring the features themselves
 */
record ServedVersion(
        Model model,
        ModelVersion version,
        RetrievalPlan retrieval,
        ServingPlan fromEntities,
        ServingPlan fromFeatures,
        SharedModel shared) {

    static ServedVersion of(Model model, ModelVersion version, RetrievalPlan retrieval, SharedModel shared) {
        return new ServedVersion(
                model,
                version,
                retrieval,
                ServingPlan.ofModel(model, version, retrieval.features()),
                ServingPlan.ofMatrix(model, version),
                shared);
    }

    LoadedModel loaded() {
        return shared.model();
    }
}
