package io.granary.registry.server.repository;

import io.granary.core.definition.Definitions;

/** A feature repository as its folder has it: a project's name and its definitions, all valid. */
public record FeatureRepository(String project, Definitions definitions) {}
