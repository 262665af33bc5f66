package io.granary.formats;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declared columns of a source and the place of each in an {@link Event}. Immutable. */
final class EventLayout {

    private static final int ABSENT = -1;

    private final List<Column> columns;
    private final Map<String, Integer> positions;

    EventLayout(List<Column> columns) {
        this.columns = List.copyOf(columns);
        Map<String, Integer> building = new HashMap<>();
        columns.forEach(column -> building.put(column.name(), building.size()));
        positions = Map.copyOf(building);
    }

    List<Column> columns() {
        return columns;
    }

    /** The place of a column, or a negative number when the source does not declare it. */
    int findPosition(String name) {
        return positions.getOrDefault(name, ABSENT);
    }

    /**
     * Makes an event of values as a decoder found them, in the order of the columns.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the column whose value does not fit its type
     */
    Event event(@Nullable Object[] found) {
        @Nullable Object[] values = new Object[found.length];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            values[i] = Coercion.coerce(found[i], column.type(), column.name());
        }
        return new Event(positions, values);
    }
}
