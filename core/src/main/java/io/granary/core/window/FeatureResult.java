package io.granary.core.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature's value from the accumulators of its window, or its own empty value when those have none. One thread. */
final class FeatureResult {

    private final List<Accumulator> states;
    private final WindowResult result;
    private final @Nullable Object emptyValue;

    FeatureResult(WindowedFeature feature, List<Accumulator> states) {
        this.states = List.copyOf(states);
        this.result = WindowResult.of(feature.function(), feature.input().type(), states);
        this.emptyValue = feature.emptyValue();
    }

    void write(ValueSink sink) {
        if (emptyValue != null && isEmpty()) {
            ValueObjects.write(emptyValue, sink);
        } else {
            result.write(sink);
        }
    }

    private boolean isEmpty() {
        for (Accumulator state : states) {
            if (!state.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
