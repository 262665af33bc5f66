package io.granary.offline.spark.erasure;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column of rows, as values that {@link io.granary.core.type.Coercion} takes; moments lose what is finer than
 * microseconds, as the engines read them.
 */
record ParquetCell(int field, PrimitiveType type) {

    private static final List<Class<? extends LogicalTypeAnnotation>> READ = List.of(
            DecimalLogicalTypeAnnotation.class,
            EnumLogicalTypeAnnotation.class,
            IntLogicalTypeAnnotation.class,
            JsonLogicalTypeAnnotation.class,
            StringLogicalTypeAnnotation.class,
            TimestampLogicalTypeAnnotation.class);
    private static final int JULIAN_EPOCH_DAY = 2_440_588;

    /** @throws GranaryException (FAILED_PRECONDITION) when the column is no scalar that views read */
    static ParquetCell of(GroupType row, String column) {
        int field = row.getFieldIndex(column);
        Type type = row.getType(field);
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        boolean isRead = logical == null || READ.stream().anyMatch(known -> known.isInstance(logical));
        if (!isRead || !type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "column '" + column + "' is '" + type
                            + "' (expected: a number, text, bytes, boolean or timestamp)");
        }
        return new ParquetCell(field, type.asPrimitiveType());
    }

    @Nullable
    Object read(Group row) {
        if (row.getFieldRepetitionCount(field) == 0) {
            return null;
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> row.getBoolean(field, 0);
            case FLOAT -> row.getFloat(field, 0);
            case DOUBLE -> row.getDouble(field, 0);
            case INT32 -> int32(row.getInteger(field, 0));
            case INT64 -> int64(row.getLong(field, 0));
            case INT96 -> moment(row.getInt96(field, 0));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(row.getBinary(field, 0));
        };
    }

    private Object int32(int value) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale());
        }
        return isUnsigned(logical) ? (Object) Integer.toUnsignedLong(value) : (Object) value;
    }

    private Object int64(long value) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return switch (timestamp.getUnit()) {
                case MILLIS -> Instant.EPOCH.plus(value, ChronoUnit.MILLIS);
                case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
                case NANOS -> Instant.EPOCH.plusNanos(value).truncatedTo(ChronoUnit.MICROS);
            };
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale());
        }
        return isUnsigned(logical) ? new BigInteger(Long.toUnsignedString(value)) : (Object) value;
    }

    private static boolean isUnsigned(@Nullable LogicalTypeAnnotation logical) {
        return logical instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
    }

    private Object binary(Binary value) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale());
        }
        return logical == null ? ByteBuffer.wrap(value.getBytes()) : (Object) value.toStringUsingUTF8();
    }

    /** Days since the start of Julian days, and nanoseconds of the day. */
    private static Instant moment(Binary value) {
        NanoTime time = NanoTime.fromBinary(value);
        return Instant.EPOCH
                .plus(Duration.ofDays(time.getJulianDay() - JULIAN_EPOCH_DAY))
                .plusNanos(time.getTimeOfDayNanos())
                .truncatedTo(ChronoUnit.MICROS);
    }
}
