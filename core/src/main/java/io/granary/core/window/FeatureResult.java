package io.granary.core.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feature's value from the accumulators of its window, or its own empty value when those have none. One thread. */
final class FeatureResult {

    private final WindowResult result;
    private final @Nullable Object emptyValue;

    FeatureResult(WindowedFeature feature, List<Accumulator> states) {
        this.result = WindowResult.of(feature.function(), feature.input().type(), states);
        this.emptyValue = feature.emptyValue();
    }

    void write(ValueSink sink) {
        if (emptyValue != null && result.isEmpty()) {
            ValueObjects.write(emptyValue, sink);
        } else {
            result.write(sink);
        }
    }

    boolean isOutOfRange() {
        return result.isOutOfRange();
    }
}
