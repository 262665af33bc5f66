package io.granary.online.serving;

/** Where a feature of a plan comes from. */
sealed interface FeatureOrigin permits StoredFeature, ComputedFeature {

    /** Fills the feature's column of the answer from what was read. */
    void fill(RetrievedRows rows, FeatureColumn column);
}
