package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ViewState;
import io.granary.core.window.TimeWindow;
import io.granary.core.window.WindowedFeature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features that a plan wants of a view, collected while it is compiled.
 *
 * @param windows null when the view is made of rows
 * @param ofWindows the wanted features of windows
 */
record WantedView(
        FeatureView view, @Nullable ViewWindows windows, List<Feature> features, List<WindowedFeature> ofWindows) {

    static WantedView of(FeatureView view, RevisionContext context) {
        ViewWindows windows = view.isWindowed() ? ViewWindows.of(context.revision(), view) : null;
        return new WantedView(view, windows, new ArrayList<>(), new ArrayList<>());
    }

    /** The feature's place among those wanted. */
    int ordinal(Feature feature) {
        int known = features.indexOf(feature);
        if (known >= 0) {
            return known;
        }
        features.add(feature);
        if (windows != null) {
            ofWindows.add(windows.feature(feature.name()));
        }
        return features.size() - 1;
    }

    /** The moment of the feature at a place: that of its window; rows have one. */
    int moment(int ordinal) {
        return windows == null
                ? 0
                : distinctWindows().indexOf(ofWindows.get(ordinal).window());
    }

    private List<TimeWindow> distinctWindows() {
        return ofWindows.stream().map(WindowedFeature::window).distinct().toList();
    }

    ViewReader reader(RevisionContext context) {
        ViewState state = context.revision().viewState(view.name());
        if (windows == null) {
            return new RowReader(view, state, features, context.newerSchemas(), context.metrics());
        }
        List<TimeWindow> all = ofWindows.stream().map(WindowedFeature::window).toList();
        int[] featuresOfMoments =
                distinctWindows().stream().mapToInt(all::indexOf).toArray();
        return new WindowStates(windows, state.field(view.name()), ofWindows, featuresOfMoments, context.metrics());
    }
}
