package io.granary.core.definition;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Map<String, Feature> byColumn = new LinkedHashMap<>();

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
        Map<String, String> found = new LinkedHashMap<>();
        for (Feature feature :
                features.stream().sorted(Comparator.comparing(this::rank)).toList()) {
            String column = candidates(feature)
                    .filter(name -> isOf(feature, name))
                    .findFirst()
                    .orElse(null);
            if (column != null) {
                byColumn.put(column, feature);
                found.put(feature.name(), column);
            }
        }
        for (Feature feature : features) {
            if (!found.containsKey(feature.name())) {
                if (candidates(feature).anyMatch(this::isKnown)) {
                    return null;
                }
                String column = unused(feature.name());
                byColumn.put(column, feature);
                found.put(feature.name(), column);
            }
        }
        return found;
    }

    /** Free columns that may be the feature's, the likeliest first. */
    private Stream<String> candidates(Feature feature) {
        return Stream.of(wasNow(feature), feature.name())
                .filter(Objects::nonNull)
                .flatMap(name -> Stream.of(state.names().column(name), name))
                .filter(column -> !byColumn.containsKey(column));
    }

    /** Renamed features first, then those that stay, then those that come. */
    private int rank(Feature feature) {
        if (wasNow(feature) != null) {
            return 0;
        }
        return before != null && before.findFeature(feature.name()) != null ? 1 : 2;
    }

    /** The old name, when it is this apply that renames the feature; the word may stay in the file for ever. */
    private @Nullable String wasNow(Feature feature) {
        Feature known = before == null ? null : before.findFeature(feature.name());
        return known != null && Objects.equals(known.was(), feature.was()) ? null : feature.was();
    }

    private boolean isOf(Feature feature, String column) {
        return fingerprints.feature(feature, column).equals(state.fingerprints().get(column));
    }

    private boolean isKnown(String column) {
        return state.fingerprints().containsKey(column);
    }

    /** The feature's own name, or with a number when the generation has had a column of that name. */
    private String unused(String name) {
        String column = name;
        for (int i = 2; isKnown(column) || byColumn.containsKey(column); i++) {
            column = name + "_" + i;
        }
        return column;
    }
}
