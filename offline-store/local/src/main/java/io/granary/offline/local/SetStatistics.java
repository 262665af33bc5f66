package io.granary.offline.local;

import io.granary.core.type.Coercion;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.statistics.ColumnKind;
import io.granary.offline.engine.statistics.SetSketch;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files of a finished training set once more, for statistics and the checksum of its rows. */
final class SetStatistics {

    private final SetSketch sketch;
    private final List<CellReader> readers;

    private SetStatistics(List<@Nullable DataType> types, List<CellReader> readers) {
        sketch = new SetSketch(types.stream().map(ColumnKind::of).toList());
        this.readers = readers;
    }

    static SetSketch read(Database database, Path folder, List<Path> files) {
        FileTable table = new FileTables(database).parquet("training set", folder, files);
        List<@Nullable DataType> types = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        List<CellReader> readers = new ArrayList<>();
        for (FileColumn column : table.columns()) {
            DataType type = DuckTypes.fromDuck(column.type());
            Cell cell = Cell.of(column.sql(), column.type());
            types.add(type);
            selected.add(type == null ? column.sql() + " IS NULL" : cell.sql());
            readers.add(reader(type, cell));
        }
        SetStatistics statistics = new SetStatistics(types, readers);
        database.stream("SELECT " + String.join(", ", selected) + " FROM " + table.relation(), statistics::add);
        return statistics.sketch;
    }

    private void add(ResultSet row) throws SQLException {
        for (int i = 0; i < readers.size(); i++) {
            readers.get(i).read(row, i, sketch);
        }
        sketch.endRow();
    }

    /** Numbers cross without becoming objects. */
    private static CellReader reader(@Nullable DataType type, Cell cell) {
        if (type == null) {
            return SetStatistics::foreign;
        }
        if (!(type instanceof ScalarType scalar)) {
            return (row, column, sketch) -> sketch.value(column, coerced(cell.read(row, column + 1), type));
        }
        return switch (scalar) {
            case INT32, INT64, TIMESTAMP -> SetStatistics::whole;
            case FLOAT64 -> SetStatistics::real;
            case FLOAT32, BOOL, STRING, BYTES ->
                (row, column, sketch) -> sketch.value(column, cell.read(row, column + 1));
        };
    }

    private static @Nullable Object coerced(@Nullable Object value, DataType type) {
        return Coercion.coerce(value, type, "a value of the training set");
    }

    private static void foreign(ResultSet row, int column, SetSketch sketch) throws SQLException {
        sketch.value(column, row.getBoolean(column + 1) ? null : Boolean.TRUE);
    }

    private static void whole(ResultSet row, int column, SetSketch sketch) throws SQLException {
        long value = row.getLong(column + 1);
        if (row.wasNull()) {
            sketch.nothing(column);
        } else {
            sketch.whole(column, value);
        }
    }

    private static void real(ResultSet row, int column, SetSketch sketch) throws SQLException {
        double value = row.getDouble(column + 1);
        if (row.wasNull()) {
            sketch.nothing(column);
        } else {
            sketch.real(column, value);
        }
    }

    /** Reads one cell of a row into a sketch. */
    @FunctionalInterface
    private interface CellReader {

        void read(ResultSet row, int column, SetSketch sketch) throws SQLException;
    }
}
