package io.granary.serving.plan;

/**
 * What an experiment decided for a row.
 *
 * @param propensity probability of this treatment, above 0 and at most 1
 * @param route the route that serves it
 */
public record Assigned(String experiment, String treatment, double propensity, String route) {}
