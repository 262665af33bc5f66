package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object; null, an empty list and an empty map are left out, as an absent field means the same. */
final class JsonTree {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode node = NODES.objectNode();

    JsonTree text(String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
        return this;
    }

    JsonTree integer(String field, long value) {
        node.put(field, value);
        return this;
    }

    JsonTree number(String field, double value) {
        node.put(field, value);
        return this;
    }

    JsonTree bool(String field, boolean value) {
        node.put(field, value);
        return this;
    }

    /** A field that stands for true by being there. */
    JsonTree flag(String field, boolean value) {
        return value ? bool(field, true) : this;
    }

    JsonTree duration(String field, @Nullable Duration value) {
        return text(field, value == null ? null : Durations.text(value));
    }

    JsonTree choice(String field, Enum<?> value) {
        return text(field, value.name().toLowerCase(Locale.ROOT));
    }

    JsonTree tree(String field, @Nullable JsonNode value) {
        if (value != null) {
            node.set(field, value);
        }
        return this;
    }

    <T> JsonTree list(String field, @Nullable Collection<T> values, Function<T, JsonNode> writer) {
        if (values != null && !values.isEmpty()) {
            ArrayNode array = node.putArray(field);
            values.forEach(value -> array.add(writer.apply(value)));
        }
        return this;
    }

    JsonTree texts(String field, Collection<String> values) {
        return list(field, values, NODES::textNode);
    }

    <T> JsonTree map(String field, Map<String, T> values, Function<T, JsonNode> writer) {
        if (!values.isEmpty()) {
            ObjectNode object = node.putObject(field);
            values.forEach((name, value) -> object.set(name, writer.apply(value)));
        }
        return this;
    }

    JsonTree textMap(String field, Map<String, String> values) {
        return map(field, values, NODES::textNode);
    }

    ObjectNode node() {
        return node;
    }
}
