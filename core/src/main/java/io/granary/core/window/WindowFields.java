package io.granary.core.window;

import static java.util.Objects.requireNonNull;

/**
 * The fields that a reader needs at a time and at all times until {@code untilMicros}.
 *
 * @param ordinals of the layout's fields, rising; not to be changed
 * @param untilMicros the first time at which other fields may be needed
 */
public record WindowFields(int[] ordinals, long untilMicros) {

    public WindowFields {
        requireNonNull(ordinals, "ordinals");
    }
}
