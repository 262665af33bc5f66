package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.granary.core.GranaryException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object strictly: a missing field, a wrong type and a field that nobody asked for are
 * errors that name the path. A {@code find…} method gives null for an absent field.
 */
final class JsonObject {

    private final JsonNode node;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private JsonObject(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Reads an object whole: what the reader does not ask for is an error. */
    static <T> T read(JsonNode node, String path, Function<JsonObject, T> reader) {
        if (!node.isObject()) {
            throw GranaryException.invalid(path.isEmpty() ? "body" : path, node, "an object");
        }
        JsonObject object = new JsonObject(node, path);
        T value = object.readFields(reader);
        object.refuseUnknown();
        return value;
    }

    /** Gives this object's path to the error of a rule that the value checks itself, which knows no path. */
    private <T> T readFields(Function<JsonObject, T> reader) {
        try {
            return reader.apply(this);
        } catch (GranaryException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(path) ? e : new GranaryException(e.code(), path + ": " + message, e);
        }
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    String text(String field) {
        return require(field, findText(field));
    }

    @Nullable
    String findText(String field) {
        JsonNode value = find(field);
        if (value == null) {
            return null;
        }
        check(field, value, value.isTextual(), "text");
        return value.textValue();
    }

    int integer(String field) {
        JsonNode value = require(field, find(field));
        check(field, value, value.isIntegralNumber() && value.canConvertToInt(), "a 32-bit integer");
        return value.intValue();
    }

    long longInteger(String field) {
        JsonNode value = require(field, find(field));
        check(field, value, value.isIntegralNumber() && value.canConvertToLong(), "a 64-bit integer");
        return value.longValue();
    }

    double number(String field) {
        return number(field, require(field, find(field)));
    }

    boolean bool(String field) {
        JsonNode value = require(field, find(field));
        check(field, value, value.isBoolean(), "true or false");
        return value.booleanValue();
    }

    /** False when absent. */
    boolean flag(String field) {
        return find(field) != null && bool(field);
    }

    Instant instant(String field) {
        String text = text(field);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw GranaryException.invalid(path(field), text, "an RFC 3339 moment in UTC");
        }
    }

    Duration duration(String field) {
        return located(field, () -> Durations.parse(text(field)));
    }

    @Nullable
    Duration findDuration(String field) {
        return find(field) == null ? null : duration(field);
    }

    <E extends Enum<E>> E choice(String field, Class<E> type) {
        String text = text(field);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw GranaryException.invalid(
                path(field),
                text,
                "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    <T> T object(String field, Function<JsonObject, T> reader) {
        return read(require(field, find(field)), path(field), reader);
    }

    <T> List<T> objects(String field, Function<JsonObject, T> reader) {
        List<T> values = findObjects(field, reader);
        return values == null ? List.of() : values;
    }

    <T> @Nullable List<T> findObjects(String field, Function<JsonObject, T> reader) {
        return findItems(field, (item, itemPath) -> read(item, itemPath, reader));
    }

    /** Empty when absent. */
    List<String> texts(String field) {
        List<String> values = findItems(field, (item, itemPath) -> textOf(item, itemPath));
        return values == null ? List.of() : values;
    }

    /** Empty when absent. */
    Map<String, String> textMap(String field) {
        return map(field, JsonObject::textOf);
    }

    /** Empty when absent. */
    Map<String, Double> numberMap(String field) {
        return map(field, this::number);
    }

    /** Empty when absent. */
    <T> Map<String, T> objectMap(String field, Function<JsonObject, T> reader) {
        return map(field, (name, value) -> read(value, path(field) + "." + name, reader));
    }

    /** The raw value, or null when absent or null. */
    @Nullable
    JsonNode find(String field) {
        read.add(field);
        JsonNode value = node.path(field);
        return value instanceof MissingNode || value.isNull() ? null : value;
    }

    /** Reads with the error of a nested rule under this object's path. */
    <T> T located(String field, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (GranaryException e) {
            throw new GranaryException(e.code(), path(field) + ": " + e.getMessage(), e);
        }
    }

    private interface ItemReader<T> {
        T read(JsonNode item, String path);
    }

    private interface EntryReader<T> {
        T read(String name, JsonNode value);
    }

    private <T> @Nullable List<T> findItems(String field, ItemReader<T> reader) {
        JsonNode array = find(field);
        if (array == null) {
            return null;
        }
        check(field, array, array.isArray(), "a list");
        List<T> items = new ArrayList<>();
        for (JsonNode item : array) {
            items.add(reader.read(item, path(field) + "[" + items.size() + "]"));
        }
        return items;
    }

    private <T> Map<String, T> map(String field, EntryReader<T> reader) {
        JsonNode object = find(field);
        Map<String, T> entries = new LinkedHashMap<>();
        if (object != null) {
            check(field, object, object.isObject(), "an object");
            object.properties()
                    .forEach(entry -> entries.put(entry.getKey(), reader.read(entry.getKey(), entry.getValue())));
        }
        return entries;
    }

    private static String textOf(String name, JsonNode value) {
        return textOf(value, name);
    }

    private static String textOf(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw GranaryException.invalid(name, value, "text");
        }
        return value.textValue();
    }

    private double number(String field, JsonNode value) {
        check(field, value, value.isNumber() && Double.isFinite(value.doubleValue()), "a finite number");
        return value.doubleValue();
    }

    private <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw GranaryException.invalid(path(field), null, "a value");
        }
        return value;
    }

    private void check(String field, JsonNode value, boolean holds, String expected) {
        if (!holds) {
            throw GranaryException.invalid(path(field), value, expected);
        }
    }

    private void refuseUnknown() {
        node.fieldNames().forEachRemaining(field -> {
            if (!read.contains(field)) {
                throw GranaryException.invalid(path(field), "unknown field", "one of " + read);
            }
        });
    }
}
