package io.granary.serving.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.http.StrictJson;
import io.granary.serving.plan.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code {"entities": {"origin": ["SFO", "LAX"], ...}}}: each join key, request field and unit with one value a
 * row, or a bare value where there is one row.
 */
final class PredictRequestReader {

    private static final Set<String> REQUEST = Set.of("entities");

    private final ServedRouter router;
    private final int maxRows;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    PredictRequestReader(ServedRouter router, int maxRows) {
        this.router = router;
        this.maxRows = maxRows;
        router.columns().forEach(column -> columns.put(column.name(), column));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming what is missing, unknown or wrong */
    Batch read(byte[] json) {
        JsonNode body = JsonFields.object(StrictJson.parse(json), "body", REQUEST);
        Set<String> wanted = new TreeSet<>(columns.keySet());
        wanted.addAll(router.units());
        JsonNode entities = JsonFields.object(body.get("entities"), "entities", wanted);
        Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
        for (String name : wanted) {
            values.put(name, read(name, entities.get(name)));
        }
        return Batch.ofRequest(rows(values), values);
    }

    private List<@Nullable Object> read(String name, @Nullable JsonNode node) {
        String path = "entities." + name;
        if (node == null) {
            throw GranaryException.invalid(path, "missing", "a value for each row");
        }
        List<@Nullable Object> values = new ArrayList<>();
        if (!node.isArray()) {
            values.add(value(name, node, path));
            return values;
        }
        for (int i = 0; i < node.size(); i++) {
            values.add(value(name, node.get(i), path + "[" + i + "]"));
        }
        return values;
    }

    private @Nullable Object value(String name, JsonNode node, String path) {
        if (node.isContainerNode()) {
            throw GranaryException.invalid(path, "an array or object", "one value");
        }
        Column column = columns.get(name);
        Object value = scalar(node);
        return column == null ? value : Coercion.coerce(value, column.type(), path);
    }

    private static @Nullable Object scalar(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
        }
        return node.isBoolean() ? node.booleanValue() : node.textValue();
    }

    private int rows(Map<String, List<@Nullable Object>> values) {
        if (values.isEmpty()) {
            return 1;
        }
        int rows = values.values().iterator().next().size();
        values.forEach((name, column) -> {
            if (column.size() != rows || rows == 0) {
                throw GranaryException.invalid(
                        "entities." + name, column.size() + " values", "as many as the others, at least one");
            }
        });
        if (rows > maxRows) {
            throw GranaryException.invalid("entities", rows + " rows", "at most " + maxRows);
        }
        return rows;
    }
}
