package io.granary.core.definition;

import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowedFeature;
import java.time.Duration;
import java.util.List;

/**
 * What a view's windows want of a store.
 *
 * @param maxFutureSkew how far beyond its arrival an event may lie
 */
record PlannedWindows(List<WindowedFeature> features, Duration maxFutureSkew) {

    /** @throws io.granary.core.GranaryException when the windows or their source are not valid */
    static PlannedWindows of(FeatureView view, Definitions definitions) {
        return new PlannedWindows(definitions.windows(view), maxFutureSkew(definitions.source(view.source())));
    }

    private static Duration maxFutureSkew(DataSource source) {
        StreamSource stream = source.findStream("");
        return stream == null ? Duration.ZERO : stream.maxFutureSkew();
    }

    /** The layout that is made for them. */
    WindowLayout layout() {
        return WindowLayout.plan(features, maxFutureSkew);
    }

    boolean areAnsweredBy(WindowLayout stored) {
        return stored.answers(features);
    }
}
