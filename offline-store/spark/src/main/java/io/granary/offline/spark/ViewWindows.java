package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowedFeature;
import java.time.Duration;
import java.util.List;

/**
 * The windows of a view.
 *
 * @param features all of them, in the order of the definition
 * @param layout which inputs events have
 */
record ViewWindows(List<WindowedFeature> features, WindowLayout layout) {

    static ViewWindows of(Revision revision, FeatureView view) {
        List<Column> columns =
                List.copyOf(revision.definitions().source(view.source()).schema());
        List<WindowedFeature> features = WindowedFeature.of(view, columns);
        StreamSource stream = revision.definitions().source(view.source()).findStream(revision.project());
        Duration skew = stream == null ? Duration.ZERO : stream.maxFutureSkew();
        return new ViewWindows(features, WindowLayout.plan(features, skew));
    }
}
