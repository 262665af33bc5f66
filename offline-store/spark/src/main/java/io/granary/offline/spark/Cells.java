package io.granary.offline.spark;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Values of Spark's internal rows whose columns have the very types that we want, so that nothing has to be coerced. */
final class Cells {

    private Cells() {}

    /** Whether a column is there and can be read as a type. */
    static boolean isReadable(StructType schema, String column, DataType type) {
        return type instanceof ScalarType
                && schema.getFieldIndex(column).isDefined()
                && schema.apply(column).dataType().equals(SparkTypes.toSpark(type));
    }

    /** A value as the Java class of its type; null stays null. */
    static @Nullable Object read(InternalRow row, int position, ScalarType type) {
        if (row.isNullAt(position)) {
            return null;
        }
        return switch (type) {
            case BOOL -> row.getBoolean(position);
            case INT32 -> row.getInt(position);
            case INT64 -> row.getLong(position);
            case FLOAT32 -> row.getFloat(position);
            case FLOAT64 -> row.getDouble(position);
            case STRING -> row.getUTF8String(position).toString();
            case BYTES -> ByteBuffer.wrap(row.getBinary(position)).asReadOnlyBuffer();
            case TIMESTAMP -> EpochMicros.toInstant(row.getLong(position));
        };
    }
}
