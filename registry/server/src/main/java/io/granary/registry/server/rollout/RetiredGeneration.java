package io.granary.registry.server.rollout;

import io.granary.core.definition.ViewGeneration;

/** A generation that is kept for a while for the sake of a way back. */
record RetiredGeneration(String project, ViewGeneration generation) {}
