package io.granary.registry.server.repository;

import io.granary.core.definition.Definitions;

/** A feature repository as its folder has it, in one environment: settings and definitions, all valid. */
public record FeatureRepository(ProjectSettings settings, Definitions definitions) {

    public String project() {
        return settings.project();
    }
}
