package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowedFeature;
import java.util.List;

/**
 * The windows of a view, and how their states are stored.
 *
 * @param features of the view
 */
record ViewWindows(FeatureView view, List<WindowedFeature> features, WindowLayout layout) {

    static ViewWindows of(Revision revision, FeatureView view) {
        return new ViewWindows(view, revision.definitions().windows(view), revision.layout(view.name()));
    }

    WindowedFeature feature(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow(() -> GranaryException.notFound("feature", view.name() + ":" + name));
    }
}
