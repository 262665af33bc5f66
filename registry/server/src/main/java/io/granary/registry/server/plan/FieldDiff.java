package io.granary.registry.server.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Definition;
import io.granary.registry.client.DefinitionJson;
import io.granary.registry.client.FieldChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields in which two definitions differ, found on their JSON form, so that no field can be forgotten. */
final class FieldDiff {

    private static final Set<String> IDENTITY = Set.of("kind", "name");

    private final Map<String, String> old = new LinkedHashMap<>();
    private final Map<String, String> current = new LinkedHashMap<>();

    /** The paths of the items of the old definition's lists. */
    private final Set<String> oldItems = new HashSet<>();

    private FieldDiff() {}

    /** In the order of the fields; null stands for a definition that is not there. */
    static List<FieldChange> of(@Nullable Definition before, @Nullable Definition after) {
        FieldDiff diff = new FieldDiff();
        diff.collect(before, diff.old);
        diff.collect(after, diff.current);
        return diff.changes();
    }

    private List<FieldChange> changes() {
        Set<String> paths = new LinkedHashSet<>(old.keySet());
        paths.addAll(current.keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(old.get(path), current.get(path))) {
                changes.add(new FieldChange(path, old.get(path), current.get(path)));
            }
        }
        return changes;
    }

    private void collect(@Nullable Definition definition, Map<String, String> leaves) {
        if (definition != null) {
            DefinitionJson.write(definition).properties().forEach(field -> {
                if (!IDENTITY.contains(field.getKey())) {
                    collect(field.getKey(), field.getValue(), leaves);
                }
            });
        }
    }

    private void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray() && isOfObjects(node)) {
            collectItems(path, node, leaves);
        } else {
            leaves.put(path, node.isTextual() ? node.textValue() : node.toString());
        }
    }

    private void collectItems(String path, JsonNode list, Map<String, String> leaves) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : list) {
            String name = uniqueName(item, names);
            names.add(name);
            String place = leaves == old
                    ? place(path, name)
                    : currentPlace(path, name, item.path("was").asText());
            item.properties().forEach(field -> {
                if (!field.getKey().equals("name")) {
                    collect(place + "." + field.getKey(), field.getValue(), leaves);
                }
            });
        }
        leaves.put(path, names.toString());
    }

    private String place(String path, String name) {
        oldItems.add(path + "." + name);
        return path + "." + name;
    }

    /** A renamed item stands beside what it was. */
    private String currentPlace(String path, String name, String was) {
        String place = path + "." + was;
        if (oldItems.contains(path + "." + name) || !oldItems.contains(place)) {
            return path + "." + name;
        }
        old.put(place + ".name", was);
        current.put(place + ".name", name);
        return place;
    }

    private static boolean isOfObjects(JsonNode list) {
        return !list.isEmpty() && list.get(0).isObject();
    }

    /** What an item is called: its name, version, or role; numbered when another has it already. */
    private static String uniqueName(JsonNode item, List<String> taken) {
        String name = "item";
        for (String field : List.of("name", "version", "as", "view")) {
            if (item.hasNonNull(field)) {
                name = item.get(field).asText();
                break;
            }
        }
        String base = name;
        for (int i = 2; taken.contains(name); i++) {
            name = base + "#" + i;
        }
        return name;
    }
}
