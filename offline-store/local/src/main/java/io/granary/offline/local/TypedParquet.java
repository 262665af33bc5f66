package io.granary.offline.local;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of typed columns in Parquet files, as values of the types' Java classes; nothing is lost on the way. */
public final class TypedParquet {

    private static final String TABLE = "written";

    private TypedParquet() {}

    /**
     * Writes a file.
     *
     * @param rows values of the columns' types
     */
    public static void write(
            LocalEngineConfig config, Path file, List<Column> columns, Iterable<? extends @Nullable Object[]> rows) {
        try (Database database = Database.open(config)) {
            Map<String, DataType> types = new LinkedHashMap<>();
            columns.forEach(column -> types.put("c" + types.size(), column.type()));
            try (Filling filling = Filling.create(database, TABLE, types)) {
                for (@Nullable Object[] row : rows) {
                    filling.add(row);
                }
            }
            List<String> places = List.copyOf(types.keySet());
            database.run("COPY (SELECT "
                    + Sql.list(
                            places,
                            place -> place + " AS "
                                    + Sql.name(
                                            columns.get(places.indexOf(place)).name()))
                    + " FROM " + TABLE + ") TO " + Sql.text(file.toString()) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw Database.failed(e);
        }
    }

    /** Shows the rows of some files, with some of their columns, one after the other. */
    public static void read(
            LocalEngineConfig config, List<Path> files, List<Column> columns, Consumer<@Nullable Object[]> rows) {
        List<Cell> cells = columns.stream()
                .map(column -> Cell.of(Sql.name(column.name()), DuckTypes.toDuck(column.type())))
                .toList();
        try (Database database = Database.open(config)) {
            String from = Sql.list(files, file -> Sql.text(file.toString()));
            database.stream("SELECT " + Sql.list(cells, Cell::sql) + " FROM read_parquet([" + from + "])", row -> {
                @Nullable Object[] values = new @Nullable Object[cells.size()];
                for (int i = 0; i < values.length; i++) {
                    Column column = columns.get(i);
                    values[i] = Coercion.coerce(cells.get(i).read(row, i + 1), column.type(), column.name());
                }
                rows.accept(values);
            });
        }
    }
}
