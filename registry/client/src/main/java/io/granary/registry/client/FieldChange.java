package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One field of a definition that a plan sets, changes or removes.
 *
 * @param path such as {@code features.delay.type}; items of a list are called by their name
 * @param before the old value's text, or null when the field is new
 * @param after the new value's text, or null when the field goes
 */
public record FieldChange(
        String path, @Nullable String before, @Nullable String after) {

    public FieldChange {
        requireNonNull(path, "path");
    }
}
