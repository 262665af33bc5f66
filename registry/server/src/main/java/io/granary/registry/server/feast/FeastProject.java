package io.granary.registry.server.feast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project of Feast on its way here: what was found, what is written, and what has no equivalent. Not thread-safe. */
final class FeastProject {

    /** The entity that Feast gives to views that have none. */
    static final String NO_ENTITY = "__dummy";

    private final JsonNode export;
    private final FeastNames sourceNames = new FeastNames();
    private final FeastNames viewNames = new FeastNames();
    private final FeastNames entityNames = new FeastNames();
    private final List<FeastGap> gaps = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> documents = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, List<String>> featuresOfViews = new LinkedHashMap<>();

    FeastProject(JsonNode export) {
        this.export = export;
    }

    List<FeastObject> objects(String list, String kind) {
        return new FeastObject(kind, export)
                .children(list).stream()
                        .map(object -> new FeastObject(kind, object.json()))
                        .toList();
    }

    FeastNames sourceNames() {
        return sourceNames;
    }

    FeastNames viewNames() {
        return viewNames;
    }

    FeastNames entityNames() {
        return entityNames;
    }

    /** Adds a definition to a file, with what all kinds have. */
    void add(String file, String kind, String name, FeastObject spec, Map<String, Object> fields) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", kind);
        document.put("name", name);
        put(document, "description", spec.text("description"));
        put(document, "owner", spec.text("owner"));
        Map<String, String> tags = spec.textMap("tags");
        tags.values().removeIf(String::isBlank);
        if (!tags.isEmpty()) {
            document.put("tags", tags);
        }
        document.putAll(fields);
        documents.computeIfAbsent(file, any -> new ArrayList<>()).add(document);
    }

    /** Adds a file that is no definition. */
    void addText(String file, String text) {
        texts.put(file, text);
    }

    void partly(FeastObject spec, String what, String advice) {
        gaps.add(new FeastGap(spec.kind(), spec.name(), FeastGap.Outcome.PARTLY, what, advice));
    }

    void leftOut(FeastObject spec, String what, String advice) {
        gaps.add(new FeastGap(spec.kind(), spec.name(), FeastGap.Outcome.LEFT_OUT, what, advice));
    }

    /** Reports a name that had to change. */
    void reportName(FeastObject spec, String name) {
        if (!name.equals(spec.name())) {
            partly(spec, "the name", "It is called " + name + " now; change those who ask for it");
        }
    }

    void addView(String feastName, List<String> features) {
        featuresOfViews.put(feastName, List.copyOf(features));
    }

    /** The features of a converted view, or null when it was left out. */
    @Nullable
    List<String> featuresOfView(String feastName) {
        return featuresOfViews.get(feastName);
    }

    List<FeastGap> gaps() {
        return gaps;
    }

    Map<String, List<Map<String, Object>>> documents() {
        return documents;
    }

    Map<String, String> texts() {
        return texts;
    }

    static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
