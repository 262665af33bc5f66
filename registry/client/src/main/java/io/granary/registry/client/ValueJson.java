package io.granary.registry.client;

import static io.granary.registry.client.JsonTree.NODES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.type.Coercion;
import io.granary.core.type.DataType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A feature's default as JSON: bytes as base64, moments as RFC 3339, non-finite numbers as text. */
final class ValueJson {

    private ValueJson() {}

    static @Nullable JsonNode write(@Nullable Object value) {
        return value == null ? null : writeValue(value);
    }

    static @Nullable Object read(@Nullable JsonNode node, DataType type, String path) {
        return node == null ? null : Coercion.coerce(plain(node), type, path);
    }

    private static JsonNode writeValue(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(item -> array.add(writeValue(item)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, item) -> object.set((String) key, writeValue(item)));
            return object;
        }
        return writeScalar(value);
    }

    private static JsonNode writeScalar(Object value) {
        if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        }
        if (value instanceof Integer || value instanceof Long) {
            return NODES.numberNode(((Number) value).longValue());
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(Double.toString(number));
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.textNode(Base64.getEncoder().encodeToString(copy));
        }
        if (value instanceof String || value instanceof Instant) {
            return NODES.textNode(value.toString());
        }
        throw new IllegalArgumentException("no feature type has a value of " + value.getClass());
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
            return map;
        }
        return plainScalar(node);
    }

    private static @Nullable Object plainScalar(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isNull() ? null : node.textValue();
    }
}
