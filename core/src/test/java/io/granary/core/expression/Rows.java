package io.granary.core.expression;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of the expression tests, and rows of them. */
final class Rows {

    static final List<Column> COLUMNS = List.of(
            column("delay", "INT64"),
            column("small", "INT32"),
            column("miles", "FLOAT64"),
            column("ratio", "FLOAT32"),
            column("tail", "STRING"),
            column("late", "BOOL"),
            column("diverted", "BOOL"),
            column("cargo", "BYTES"),
            column("arrived_at", "TIMESTAMP"),
            column("departed_at", "TIMESTAMP"),
            column("stops", "LIST<INT32>"),
            column("fares", "MAP<STRING, FLOAT64>"),
            column("embedding", "VECTOR<FLOAT32, 2>"));

    private Rows() {}

    static Expression compile(String text, String type) {
        return Expression.compile(text, COLUMNS, DataType.parse(type));
    }

    /** The value of an expression on a row of names and values in turn; every other column is null. */
    static @Nullable Object evaluate(String text, String type, Object... namesAndValues) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return compile(text, type).evaluate(row::get);
    }

    private static Column column(String name, String type) {
        return new Column(name, DataType.parse(type));
    }
}
