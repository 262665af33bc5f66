package io.granary.serving.plan;

import io.granary.core.definition.ModelVersion;

/**
 * One route of a router, compiled.
 *
 * @param share of the traffic by weight, 0 to 1
 */
public record RouteBranch(String route, String model, ModelVersion version, double share, ServingPlan plan) {}
