package io.granary.training;

import io.granary.core.type.ScalarType;

/**
 * One column of a model's input.
 *
 * @param name full name, {@code role__feature}
 * @param importance share of all the loss that splits took away
 */
public record ModelFeature(String name, ScalarType type, double importance) {}
