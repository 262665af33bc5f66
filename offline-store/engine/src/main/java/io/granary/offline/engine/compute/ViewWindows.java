package io.granary.offline.engine.compute;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.WindowFeatures;
import io.granary.core.type.Column;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowedFeature;
import java.util.Collection;
import java.util.List;

/**
 * The windows of a view.
 *
 * @param features all of them, in the order of the definition
 * @param layout which inputs events have
 */
public record ViewWindows(List<WindowedFeature> features, WindowLayout layout) {

    public ViewWindows {
        features = List.copyOf(features);
    }

    /**
     * Every window of some features begins less than this before its question; {@link Long#MAX_VALUE} where one is of a lifetime.
     *
     * @param positions of the features
     */
    public long reachMicros(Collection<Integer> positions) {
        return positions.stream()
                .mapToLong(position -> features.get(position).window().reach())
                .max()
                .orElse(0);
    }

    /** The windows of a view of a revision. */
    public static ViewWindows of(Revision revision, FeatureView view) {
        List<Column> columns =
                requireNonNull(revision.definitions().source(view.source()).schema(), "schema");
        return new ViewWindows(WindowFeatures.windowed(view, columns), revision.layout(view.name()));
    }
}
