package io.granary.core.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stored column of each feature of a view within a generation. A feature may have a column only if the
 * column was always computed as the feature is, so whatever is renamed to whatever, no value is taken for another.
 */
final class FeatureColumns {

    private final ViewState state;
    private final ViewFingerprints fingerprints;
    private final @Nullable FeatureView before;
    private final Map<String, String> found = new LinkedHashMap<>();
    private final Set<String> taken = new TreeSet<>();

    private FeatureColumns(ViewState state, ViewFingerprints fingerprints, @Nullable FeatureView before) {
        this.state = state;
        this.fingerprints = fingerprints;
        this.before = before;
    }

    /**
     * The column of each feature, by the feature's name; null when a feature is computed in another way than the
     * generation does, so that the view does not fit it.
     *
     * @param before the view in the revision before, whose features come first where two could have the same column
     */
    static @Nullable Map<String, String> find(
            FeatureView view, ViewState state, ViewFingerprints fingerprints, @Nullable FeatureView before) {
        return new FeatureColumns(state, fingerprints, before).find(view.features());
    }

    private @Nullable Map<String, String> find(List<Feature> features) {
        features.stream().filter(this::isRenamedNow).forEach(feature -> claim(feature, column(feature.was())));
        features.stream().filter(this::wasThere).forEach(feature -> claim(feature, column(feature.name())));
        features.forEach(feature -> candidates(feature).forEach(column -> claim(feature, column)));
        for (Feature feature : features) {
            if (!found.containsKey(feature.name())) {
                if (candidates(feature).anyMatch(this::isKnown)) {
                    return null;
                }
                take(feature, unused(feature.name()));
            }
        }
        return found;
    }

    /** Whether it is this apply that renames the feature; {@code was} may stay in the file for ever. */
    private boolean isRenamedNow(Feature feature) {
        Feature known = before == null ? null : before.findFeature(feature.name());
        return feature.was() != null && (known == null || !feature.was().equals(known.was()));
    }

    private boolean wasThere(Feature feature) {
        return before != null && before.findFeature(feature.name()) != null;
    }

    /** Free columns that may be the feature's, the likeliest first. */
    private Stream<String> candidates(Feature feature) {
        return Stream.of(column(feature.name()), feature.name(), column(feature.was()), feature.was())
                .filter(Objects::nonNull)
                .filter(column -> !taken.contains(column));
    }

    private @Nullable String column(@Nullable String feature) {
        return feature == null ? null : state.names().column(feature);
    }

    /** Gives the feature a column that is free and was always computed as the feature is. */
    private void claim(Feature feature, @Nullable String column) {
        if (column == null || taken.contains(column) || found.containsKey(feature.name())) {
            return;
        }
        if (fingerprints.feature(feature, column).equals(state.fingerprints().get(column))) {
            take(feature, column);
        }
    }

    private void take(Feature feature, String column) {
        found.put(feature.name(), column);
        taken.add(column);
    }

    private boolean isKnown(String column) {
        return state.fingerprints().containsKey(column);
    }

    /** The feature's own name, or with a number when the generation has had a column of that name. */
    private String unused(String name) {
        String column = name;
        for (int i = 2; isKnown(column) || taken.contains(column); i++) {
            column = name + "_" + i;
        }
        return column;
    }
}
