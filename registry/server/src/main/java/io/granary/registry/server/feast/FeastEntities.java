package io.granary.registry.server.feast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts entities. Feast's have one join key, whose type may stand with the views only. */
final class FeastEntities {

    private final FeastProject project;
    private final Map<String, String> columnTypes = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> keys = new LinkedHashMap<>();

    FeastEntities(FeastProject project) {
        this.project = project;
        for (String list : List.of("featureViews", "streamFeatureViews")) {
            for (FeastObject view : project.objects(list, "FeatureView")) {
                view.spec().children("entityColumns").forEach(this::addColumn);
            }
        }
    }

    void convert() {
        for (FeastObject entity : project.objects("entities", "Entity")) {
            if (!entity.spec().name().equals(FeastProject.NO_ENTITY)) {
                convert(entity.spec());
            }
        }
    }

    /** The join key of an entity, as name and type; null when the entity was left out. */
    @Nullable
    Map<String, Object> key(String entity) {
        return keys.get(entity);
    }

    private void addColumn(FeastObject column) {
        String type = column.text("valueType");
        if (type != null) {
            columnTypes.putIfAbsent(column.name(), type);
        }
    }

    private void convert(FeastObject spec) {
        String joinKey = spec.text("joinKey") == null ? spec.name() : spec.text("joinKey");
        String declared = spec.text("valueType");
        String type = FeastTypes.ofKey(declared == null ? columnTypes.get(joinKey) : declared);
        if (type == null || joinKey == null || !FeastNames.fits(joinKey)) {
            project.leftOut(
                    spec,
                    "join key '" + joinKey + "' of type " + declared,
                    "Join keys are STRING, INT32, INT64,"
                            + " BYTES, BOOL or TIMESTAMP, named with letters, digits and underscores");
            return;
        }
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("name", joinKey);
        key.put("type", type);
        keys.put(spec.name(), key);
        String name = project.entityNames().of(spec.name());
        project.reportName(spec, name);
        project.add("entities.yaml", "Entity", name, spec, Map.of("joinKeys", List.of(key)));
    }
}
