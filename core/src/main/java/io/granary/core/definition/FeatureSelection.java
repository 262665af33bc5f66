package io.granary.core.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Features of one view in one role.
 *
 * @param as the role's name, which replaces the view's in full feature names; null: the view's own
 * @param joinKeys the view's join key to the name under which a request or entity frame gives it; absent: the same
 * @param features names in the order asked; empty: every feature of the view
 */
public record FeatureSelection(String view, @Nullable String as, Map<String, String> joinKeys, List<String> features) {

    public FeatureSelection {
        joinKeys = Collections.unmodifiableMap(new LinkedHashMap<>(joinKeys));
        features = List.copyOf(features);
    }

    /** All features of a view in its own name. */
    public static FeatureSelection allOf(String view) {
        return new FeatureSelection(view, null, Map.of(), List.of());
    }

    /** The first part of the full names of these features. */
    public String role() {
        return as == null ? view : as;
    }

    /** The unambiguous name of a feature in this role, {@code role__feature}. */
    public String fullName(String feature) {
        return role() + "__" + feature;
    }

    /** The name under which a request gives a join key of the view. */
    public String requestName(String joinKey) {
        return joinKeys.getOrDefault(joinKey, joinKey);
    }
}
