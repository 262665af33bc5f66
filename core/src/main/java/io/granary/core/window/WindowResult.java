package io.granary.core.window;

import io.granary.core.type.ScalarType;
import java.util.List;

/**
 * A function over accumulators that hold a whole window: the one place that rounds, divides and says what an empty
 * window gives. Bound to its accumulators once, it writes their present value as often as asked. One thread.
 */
public abstract sealed class WindowResult permits CountResult {

    /**
     * Binds a function to accumulators.
     *
     * @param input the type of what is aggregated
     * @param states each answers the one of {@link WindowFunction#accumulators} in its place
     */
    public static WindowResult of(WindowFunction function, ScalarType input, List<Accumulator> states) {
        return switch (function.name()) {
            case COUNT -> new CountResult((CountAccumulator) states.get(0));
            default -> throw new IllegalArgumentException(function + " of " + input);
        };
    }

    /** Writes the value of what the accumulators hold. */
    public abstract void write(ValueSink sink);
}
