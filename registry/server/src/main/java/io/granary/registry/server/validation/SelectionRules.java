package io.granary.registry.server.validation;

import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.definition.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold for features selected from views, each in a role. */
final class SelectionRules {

    private final Check check;
    private final Map<String, FeatureSelection> roles = new HashMap<>();
    private final Set<String> fullNames = new HashSet<>();

    SelectionRules(Check check) {
        this.check = check;
    }

    /** The selected view, or null after reporting why there is none. */
    @Nullable
    View apply(FeatureSelection selection, String path) {
        if (selection.as() != null) {
            check.requireName(path + ".as", selection.as());
        }
        requireOneMeaning(selection, path);
        View view = check.resolve(path + ".view", Kind.FEATURE_VIEW, selection.view(), View.class);
        if (view != null) {
            requireFeatures(selection, view, path);
            requireJoinKeys(selection, view, path);
        }
        return view;
    }

    /** The selected features, without those that do not exist; null when the view's cannot be told. */
    @Nullable
    List<Feature> features(FeatureSelection selection, View view) {
        List<Feature> all = check.features(view);
        if (all == null || selection.features().isEmpty()) {
            return all;
        }
        Map<String, Feature> byName = new HashMap<>();
        all.forEach(feature -> byName.put(feature.name(), feature));
        return selection.features().stream()
                .map(byName::get)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private void requireOneMeaning(FeatureSelection selection, String path) {
        FeatureSelection first = roles.putIfAbsent(selection.role(), selection);
        if (first == null) {
            return;
        }
        boolean isSame =
                first.view().equals(selection.view()) && first.joinKeys().equals(selection.joinKeys());
        if (!isSame) {
            check.violation(
                    path,
                    "role '" + selection.role() + "' again",
                    "each role for one view and one mapping of join keys; give one of them another name with as");
        }
    }

    private void requireFeatures(FeatureSelection selection, View view, String path) {
        List<String> known = view.featureNames();
        for (int i = 0; i < selection.features().size(); i++) {
            String place = path + ".features[" + i + "]";
            check.requireKnown(place, selection.features().get(i), known, "a feature of view '" + view.name() + "'");
        }
        for (String name : selection.features().isEmpty() ? known : selection.features()) {
            if (known.contains(name) && !fullNames.add(selection.fullName(name))) {
                check.violation(path, "'" + selection.fullName(name) + "'", "each full name once");
            }
        }
    }

    private void requireJoinKeys(FeatureSelection selection, View view, String path) {
        List<String> keys = view instanceof FeatureView plain ? joinKeys(plain) : List.of();
        if (keys == null) {
            return;
        }
        selection.joinKeys().forEach((key, name) -> {
            check.requireKnown(path + ".joinKeys." + key, key, keys, "a join key of view '" + view.name() + "'");
            check.requireName(path + ".joinKeys." + key, name);
        });
    }

    /** Null when an entity of the view does not exist, which its own check reports. */
    private @Nullable List<String> joinKeys(FeatureView view) {
        List<String> keys = new ArrayList<>();
        for (String name : view.entities()) {
            if (!(check.find(Kind.ENTITY, name) instanceof Entity entity)) {
                return null;
            }
            entity.joinKeys().stream().map(JoinKey::name).forEach(keys::add);
        }
        return keys;
    }
}
