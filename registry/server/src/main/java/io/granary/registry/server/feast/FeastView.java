package io.granary.registry.server.feast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A feature view that can be converted.
 *
 * @param keys its join keys with their types
 * @param features name to type, those that have one here
 */
record FeastView(FeastObject spec, Map<String, String> keys, Map<String, String> features) {

    @Nullable
    FeastObject batchSource() {
        if (spec.has("batchSource")) {
            return source("batchSource");
        }
        return spec.child("streamSource").has("batchSource")
                ? new FeastObject(
                        "DataSource", spec.child("streamSource").json().get("batchSource"))
                : null;
    }

    @Nullable
    FeastObject streamSource() {
        return spec.has("streamSource") ? source("streamSource") : null;
    }

    /** What the view reads of a source, by the source's own column names. */
    Map<String, String> columns(FeastObject source) {
        Map<String, String> columns = new LinkedHashMap<>();
        keys.forEach((name, type) -> columns.put(columnOf(source, name), type));
        features.forEach((name, type) -> columns.put(columnOf(source, name), type));
        return columns;
    }

    /** The column that a name here has in a source: Feast's mapping leads from the column to the name. */
    static String columnOf(FeastObject source, String name) {
        for (Map.Entry<String, String> mapping : source.textMap("fieldMapping").entrySet()) {
            if (mapping.getValue().equals(name)) {
                return mapping.getKey();
            }
        }
        return name;
    }

    List<String> featureNames() {
        return List.copyOf(features.keySet());
    }

    private FeastObject source(String field) {
        return new FeastObject("DataSource", spec.json().get(field));
    }
}
