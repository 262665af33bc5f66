package io.granary.core.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One feature over a swept window. One thread. */
final class SweptFeature {

    private final FeatureResult result;
    private final ObjectSink sink;

    SweptFeature(WindowedFeature feature, List<Accumulator> parts) {
        result = new FeatureResult(feature, parts);
        sink = ObjectSink.of(feature.type());
    }

    @Nullable
    Object value() {
        result.write(sink);
        return sink.value();
    }
}
