package io.granary.core.definition;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names under which the online store knows a generation whose view or features were renamed since it was born:
 * stored rows keep the names that they were written under. Only what differs from the present name is here.
 *
 * @param views every earlier name of the view, oldest first; the first one is in the store
 * @param features the name of each feature that was ever renamed, the present one or an earlier one, to its column in
 *     stored rows
 */
public record StoredNames(List<String> views, Map<String, String> features) {

    /** Of a generation without renames. */
    public static final StoredNames SAME = new StoredNames(List.of(), Map.of());

    public StoredNames {
        views = List.copyOf(views);
        features = Collections.unmodifiableMap(new TreeMap<>(features));
    }

    /** The name of the view in the store, given its present one. */
    public String view(String view) {
        return views.isEmpty() ? requireNonNull(view, "view") : views.get(0);
    }

    /** The column of a feature in stored rows. */
    public String column(String feature) {
        return features.getOrDefault(feature, feature);
    }

    StoredNames withView(String earlier) {
        if (views.contains(earlier)) {
            return this;
        }
        List<String> all = new ArrayList<>(views);
        all.add(earlier);
        return new StoredNames(all, features);
    }

    /** @param columns feature to column, of every feature of the view */
    StoredNames withColumns(Map<String, String> columns) {
        Map<String, String> all = new TreeMap<>(features);
        all.putAll(columns);
        columns.keySet().forEach(name -> all.remove(name, name));
        return new StoredNames(views, all);
    }
}
