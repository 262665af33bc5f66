package io.granary.iceberg;

import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.jspecify.annotations.Nullable;

/** Types of single values, as engines write them, in tables. */
final class ParquetScalar {

    private ParquetScalar() {}

    /** Null when tables have no such type. */
    static @Nullable Type type(SchemaElement column) {
        if (column.getType() == null) {
            return null;
        }
        if (column.getConverted_type() == ConvertedType.DECIMAL) {
            return Types.DecimalType.of(column.getPrecision(), column.getScale());
        }
        return switch (column.getType()) {
            case BOOLEAN -> Types.BooleanType.get();
            case INT32 -> small(column);
            case INT64 -> large(column);
            case FLOAT -> Types.FloatType.get();
            case DOUBLE -> Types.DoubleType.get();
            case BYTE_ARRAY -> bytes(column);
            case FIXED_LEN_BYTE_ARRAY, INT96 -> null;
        };
    }

    private static @Nullable Type small(SchemaElement column) {
        if (column.getConverted_type() == ConvertedType.DATE) {
            return Types.DateType.get();
        }
        return isPlain(column) || isSigned(column) ? Types.IntegerType.get() : null;
    }

    /** Moments are UTC, unless they say that they are not. */
    private static @Nullable Type large(SchemaElement column) {
        LogicalType meaning = column.getLogicalType();
        if (meaning != null && meaning.isSetTIMESTAMP()) {
            if (!meaning.getTIMESTAMP().getUnit().isSetMICROS()) {
                return null;
            }
            return meaning.getTIMESTAMP().isIsAdjustedToUTC()
                    ? Types.TimestampType.withZone()
                    : Types.TimestampType.withoutZone();
        }
        if (column.getConverted_type() == ConvertedType.TIMESTAMP_MICROS) {
            return Types.TimestampType.withZone();
        }
        return isPlain(column) || isSigned(column) ? Types.LongType.get() : null;
    }

    private static @Nullable Type bytes(SchemaElement column) {
        LogicalType meaning = column.getLogicalType();
        if (column.getConverted_type() == ConvertedType.UTF8 || (meaning != null && meaning.isSetSTRING())) {
            return Types.StringType.get();
        }
        return isPlain(column) ? Types.BinaryType.get() : null;
    }

    private static boolean isPlain(SchemaElement column) {
        return column.getLogicalType() == null && column.getConverted_type() == null;
    }

    /** Small integers fit into the larger ones that tables have. */
    private static boolean isSigned(SchemaElement column) {
        ConvertedType converted = column.getConverted_type();
        if (converted != null) {
            return switch (converted) {
                case INT_8, INT_16, INT_32, INT_64 -> true;
                default -> false;
            };
        }
        LogicalType meaning = column.getLogicalType();
        return meaning != null && meaning.isSetINTEGER() && meaning.getINTEGER().isIsSigned();
    }
}
