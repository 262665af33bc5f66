package io.granary.offline.local;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows of a source's table out of a result that selects its columns. */
record SourceCells(TypedSource source, List<Cell> cells) {

    static SourceCells of(TypedSource source) {
        return new SourceCells(
                source,
                source.columns().stream()
                        .map(column -> Cell.of(source.column(column.name()), DuckTypes.toDuck(column.type())))
                        .toList());
    }

    /** What is selected. */
    String sql() {
        return Sql.list(cells, Cell::sql);
    }

    /**
     * A row.
     *
     * @param first position of the first of the columns in the result, from 1
     * @param createdMicros of the row, else its arrival
     */
    TypedRow read(ResultSet row, int first, long createdMicros) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = source.columns().get(i);
            values[i] = Coercion.coerce(cells.get(i).read(row, first + i), column.type(), column.name());
        }
        return new TypedRow(source, values, createdMicros);
    }
}
