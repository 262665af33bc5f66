package io.granary.core.window;

import io.granary.core.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One feature of a window view: a function of an input over a window.
 *
 * @param emptyValue what it is when the window has no values, of the type's Java class; null: what the function gives
 */
public record WindowedFeature(
        String name,
        WindowFunction function,
        WindowInput input,
        TimeWindow window,
        @Nullable Object emptyValue) {

    /** The type of its values. */
    public DataType type() {
        return function.resultType(input.type());
    }
}
