package io.granary.formats;

import io.granary.core.expression.Variables;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One decoded event: the value of each declared column, of its type's Java class. */
public final class Event implements Variables {

    private final Map<String, Integer> positions;
    private final @Nullable Object[] values;

    Event(Map<String, Integer> positions, @Nullable Object[] values) {
        this.positions = positions;
        this.values = values;
    }

    @Override
    public @Nullable Object value(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException("column: '" + name + "' is not declared by the source");
        }
        return values[position];
    }
}
