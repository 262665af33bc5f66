package io.granary.core.definition;

/** One object of a feature repository. Immutable; equality is by content. */
public sealed interface Definition permits Entity, DataSource, View, FeatureService, Model, Router, Experiment {

    Kind kind();

    /** Unique within the project and {@link Kind#namespace()}; letters, digits and underscores. */
    String name();

    Metadata metadata();
}
