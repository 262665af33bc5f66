package io.granary.online.serving;

/** How the features of an answer are named. */
public enum FeatureNames {
    /** By the feature's own name; two features of one name cannot be asked for together. */
    BARE,
    /** By {@code role__feature}, where the role is the selection's {@code as} or the view's name. */
    FULL
}
