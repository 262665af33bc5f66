package io.granary.offline.spark;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Typed columns in the order of a Spark row, as they travel to Spark's tasks. */
final class Columns implements Serializable {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> names = new ArrayList<>();
    private final ArrayList<String> types = new ArrayList<>();

    Columns(List<Column> columns) {
        for (Column column : columns) {
            names.add(column.name());
            types.add(column.type().text());
        }
    }

    List<String> names() {
        return names;
    }

    List<Column> toList() {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new Column(names.get(i), DataType.parse(types.get(i))));
        }
        return columns;
    }

    /** Reads rows of exactly these columns. Not safe for threads. */
    static final class Reader {

        private final List<Column> columns;

        Reader(Columns columns) {
            this.columns = columns.toList();
        }

        /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the column whose value does not fit */
        @Nullable
        Object[] read(Row row) {
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                Column column = columns.get(i);
                values[i] = Coercion.coerce(SparkValues.fromSpark(row.get(i)), column.type(), column.name());
            }
            return values;
        }

        /** The position of each column. */
        int position(String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
