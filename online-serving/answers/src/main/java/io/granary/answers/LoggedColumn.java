package io.granary.answers;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of one name, one for each entity row of an answer.
 *
 * @param values of the type's Java class, see {@link io.granary.core.type.Coercion}
 */
public record LoggedColumn(String name, DataType type, List<@Nullable Object> values) {

    public LoggedColumn {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    LoggedColumn only(List<Integer> rows) {
        List<@Nullable Object> kept = new ArrayList<>();
        rows.forEach(row -> kept.add(values.get(row)));
        return new LoggedColumn(name, type, kept);
    }
}
