package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request by columns, each of the same length, as JSON brought them: text, numbers that are still exact,
 * booleans, null, and lists and maps of these.
 */
record DataFrame(Map<String, List<@Nullable Object>> columns) {

    DataFrame {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        requireSameLength(columns);
    }

    int rows() {
        return columns.isEmpty() ? 0 : columns.values().iterator().next().size();
    }

    /** @throws InvalidRowsException naming every column that is not as long as the first */
    private static void requireSameLength(Map<String, List<@Nullable Object>> columns) {
        if (columns.isEmpty()) {
            throw GranaryException.invalid("df", "{}", "columns with a list of values each");
        }
        Map.Entry<String, List<@Nullable Object>> first =
                columns.entrySet().iterator().next();
        int rows = first.getValue().size();
        RowErrors errors = new RowErrors();
        columns.forEach((name, values) -> {
            if (values.size() != rows) {
                errors.add(
                        "df." + name,
                        values.size() + " values (expected: " + rows + ", as many as df." + first.getKey() + ")");
            }
        });
        errors.requireNone();
    }
}
