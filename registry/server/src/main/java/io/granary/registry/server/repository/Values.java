package io.granary.registry.server.repository;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a document or one of its objects gives, already of the Java class that their shape tells.
 *
 * @param path of the object within its document
 */
record Values(String path, Map<String, Object> fields) {

    static final Values EMPTY = new Values("", Map.of());

    String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    <T> T value(String field, Class<T> type) {
        T value = find(field, type);
        if (value == null) {
            throw new IllegalStateException(pathOf(field) + " is required, so it was read");
        }
        return value;
    }

    <T> @Nullable T find(String field, Class<T> type) {
        Object value = fields.get(field);
        return value == null ? null : type.cast(value);
    }

    String text(String field) {
        return value(field, String.class);
    }

    @Nullable
    String findText(String field) {
        return find(field, String.class);
    }

    <T> T valueOr(String field, T absent, Class<T> type) {
        T value = find(field, type);
        return value == null ? absent : value;
    }

    Duration durationOr(String field, Duration absent) {
        return valueOr(field, absent, Duration.class);
    }

    /** Empty when absent. */
    <T> List<T> list(String field, Class<T> type) {
        return listOf(fields.get(field), type);
    }

    /** Empty when absent. */
    <T> Map<String, T> map(String field, Class<T> type) {
        Map<String, T> typed = new LinkedHashMap<>();
        if (fields.get(field) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> typed.put((String) name, type.cast(value)));
        }
        return typed;
    }

    private static <T> List<T> listOf(@Nullable Object value, Class<T> type) {
        return value instanceof List<?> list ? list.stream().map(type::cast).toList() : List.of();
    }
}
