package io.granary.offline.spark;

import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads text columns as the types they are known to have; other columns stay as they are. */
final class TypedText implements MapFunction<Row, Row> {

    private static final long serialVersionUID = 1;

    /** Position to the text of the type. */
    private final TreeMap<Integer, String> types = new TreeMap<>();

    private final String[] names;

    private TypedText(StructType schema, List<Column> typed) {
        names = schema.fieldNames();
        for (Column column : typed) {
            if (List.of(names).contains(column.name())) {
                types.put(schema.fieldIndex(column.name()), column.type().text());
            }
        }
    }

    static Dataset<Row> apply(Dataset<Row> table, List<Column> typed) {
        TypedText function = new TypedText(table.schema(), typed);
        return table.map(function, Encoders.row(function.schema(table.schema())));
    }

    @Override
    public Row call(Row row) {
        @Nullable Object[] values = new @Nullable Object[row.length()];
        for (int i = 0; i < values.length; i++) {
            String type = types.get(i);
            values[i] = type == null ? row.get(i) : read(row.get(i), type, names[i]);
        }
        return RowFactory.create(values);
    }

    private static @Nullable Object read(@Nullable Object text, String type, String name) {
        return SparkValues.toSpark(Coercion.coerce(text, DataType.parse(type), "entity frame column '" + name + "'"));
    }

    private StructType schema(StructType texts) {
        StructType schema = new StructType();
        for (int i = 0; i < texts.length(); i++) {
            StructField field = texts.fields()[i];
            String type = types.get(i);
            schema = schema.add(
                    field.name(), type == null ? field.dataType() : SparkTypes.toSpark(DataType.parse(type)), true);
        }
        return schema;
    }
}
