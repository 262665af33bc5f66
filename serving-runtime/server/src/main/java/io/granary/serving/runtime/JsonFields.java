package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads members of JSON objects by their expected shape, and refuses others by their path. */
final class JsonFields {

    private JsonFields() {}

    /** An object whose members are all known. */
    static JsonNode object(@Nullable JsonNode node, String path, Set<String> known) {
        if (node == null || !node.isObject()) {
            throw GranaryException.invalid(path, shown(node), "an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw GranaryException.invalid(path, "'" + name + "'", "only " + new TreeSet<>(known));
            }
        });
        return node;
    }

    static JsonNode array(@Nullable JsonNode node, String path) {
        if (node == null || !node.isArray()) {
            throw GranaryException.invalid(path, shown(node), "an array");
        }
        return node;
    }

    static String text(@Nullable JsonNode node, String path) {
        if (node == null || !node.isTextual()) {
            throw GranaryException.invalid(path, shown(node), "a text");
        }
        return node.textValue();
    }

    private static String shown(@Nullable JsonNode node) {
        if (node == null) {
            return "missing";
        }
        return node.isContainerNode() ? node.getNodeType().toString().toLowerCase(Locale.ROOT) : node.toString();
    }
}
