package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowedFeature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a view, and how their states are stored.
 *
 * @param source where the events come from; null when that is no stream
 * @param features of the view
 */
record ViewWindows(
        String project,
        FeatureView view,
        @Nullable StreamSource source,
        List<WindowedFeature> features,
        WindowLayout layout) {

    static ViewWindows of(Revision revision, FeatureView view) {
        return new ViewWindows(
                revision.project(),
                view,
                revision.definitions().source(view.source()).findStream(revision.project()),
                revision.definitions().windows(view),
                revision.layout(view.name()));
    }

    WindowedFeature feature(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** The aggregation that gives a feature. */
    Aggregation aggregation(String feature) {
        return view.aggregations().stream()
                .filter(aggregation -> aggregation.featureNames().contains(feature))
                .findFirst()
                .orElseThrow(() -> unknown(feature));
    }

    private GranaryException unknown(String feature) {
        return GranaryException.notFound("feature", view.name() + ":" + feature);
    }
}
