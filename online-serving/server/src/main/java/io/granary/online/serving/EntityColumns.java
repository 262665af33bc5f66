package io.granary.online.serving;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entity rows of a request, column by column: join keys and request fields by the names under which the requested
 * features want them. Values are coerced to the declared types when features are retrieved. Callers do not change the
 * lists afterwards.
 */
public final class EntityColumns {

    private final Map<String, List<@Nullable Object>> columns;
    private final int rows;

    private EntityColumns(Map<String, List<@Nullable Object>> columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when there is no column, no row, or a column of another length */
    public static EntityColumns of(Map<String, ? extends List<? extends @Nullable Object>> columns) {
        if (columns.isEmpty()) {
            throw GranaryException.invalid("entities", "{}", "at least one join key with at least one value");
        }
        int rows = columns.values().iterator().next().size();
        Map<String, List<@Nullable Object>> copies = new LinkedHashMap<>();
        columns.forEach((name, values) -> copies.put(name, sized(name, values, rows)));
        return new EntityColumns(copies, rows);
    }

    private static List<@Nullable Object> sized(String name, List<? extends @Nullable Object> values, int rows) {
        if (values.isEmpty()) {
            throw GranaryException.invalid("entities." + name, "[]", "at least one value");
        }
        if (values.size() != rows) {
            throw GranaryException.invalid(
                    "entities." + name, values.size() + " values", rows + " values, as many as the first join key");
        }
        return Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** Names in the order given. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    public int rows() {
        return rows;
    }

    /** The values of that name, one for each row, or null when there is no such column. */
    public @Nullable List<@Nullable Object> find(String name) {
        return columns.get(name);
    }

    /** The values of one of the {@link #names}. */
    List<@Nullable Object> values(String name) {
        return requireNonNull(columns.get(name), name);
    }
}
