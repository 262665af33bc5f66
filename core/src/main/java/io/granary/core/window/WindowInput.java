package io.granary.core.window;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * What accumulators take from each event: the value of {@code of} where {@code where} holds, else null.
 *
 * @param of CEL over the source's columns; null: true, which counts events
 * @param where CEL that selects events; null: every event
 * @param type of the values; BOOL when {@code of} is null
 */
public record WindowInput(@Nullable String of, @Nullable String where, ScalarType type) {

    public WindowInput {
        requireNonNull(type, "type");
    }
}
