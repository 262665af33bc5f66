package io.granary.registry.server.feast;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object of an export: proto3 JSON, where what has its default is absent. */
record FeastObject(String kind, JsonNode json) {

    /** The part that users wrote; a data source has no other. */
    FeastObject spec() {
        return json.path("spec").isObject() ? new FeastObject(kind, json.path("spec")) : this;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when there is none */
    String name() {
        String name = text("name");
        if (name == null) {
            throw GranaryException.invalid(kind + ".name", "missing", "a registry export of 'feast registry-dump'");
        }
        return name;
    }

    /** Null when absent or empty, which proto3 does not tell apart. */
    @Nullable
    String text(String field) {
        String text = json.path(field).asText("");
        return text.isBlank() ? null : text;
    }

    boolean isTrue(String field, boolean absent) {
        return json.path(field).asBoolean(absent);
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    FeastObject child(String field) {
        return new FeastObject(kind, json.path(field));
    }

    List<FeastObject> children(String field) {
        List<FeastObject> children = new ArrayList<>();
        json.path(field).forEach(child -> children.add(new FeastObject(kind, child)));
        return children;
    }

    Map<String, FeastObject> childrenByName(String field) {
        Map<String, FeastObject> children = new LinkedHashMap<>();
        json.path(field)
                .properties()
                .forEach(child -> children.put(child.getKey(), new FeastObject(kind, child.getValue())));
        return children;
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        json.path(field).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    Map<String, String> textMap(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.path(field)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
