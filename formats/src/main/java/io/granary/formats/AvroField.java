package io.granary.formats;

import io.granary.core.GranaryException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A field of an Avro record that fills a column.
 *
 * @param name the column's
 * @param position the field's in the record
 * @param unit of numbers that are moments, in a list or map too; null for every other field
 */
record AvroField(String name, int position, @Nullable TimeUnit unit) {

    static AvroField of(Schema.Field field) {
        return new AvroField(field.name(), field.pos(), unitOf(nonNullPart(field.schema())));
    }

    private static Schema nonNullPart(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(part -> part.getType() != Schema.Type.NULL)
                .findFirst()
                .orElse(schema);
    }

    private static @Nullable TimeUnit unitOf(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> unitOfScalar(schema.getElementType());
            case MAP -> unitOfScalar(schema.getValueType());
            default -> unitOfScalar(schema);
        };
    }

    private static @Nullable TimeUnit unitOfScalar(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.TimestampMillis || type instanceof LogicalTypes.LocalTimestampMillis) {
            return TimeUnit.MILLISECONDS;
        }
        if (type instanceof LogicalTypes.TimestampNanos || type instanceof LogicalTypes.LocalTimestampNanos) {
            return TimeUnit.NANOSECONDS;
        }
        return type instanceof LogicalTypes.Date ? TimeUnit.DAYS : null;
    }

    /** The field's value; moments in epoch microseconds. */
    @Nullable
    Object valueIn(GenericRecord read) {
        Object value = read.get(position);
        return unit == null ? value : inMicros(value, unit);
    }

    private @Nullable Object inMicros(@Nullable Object value, TimeUnit from) {
        if (value instanceof Number number) {
            return micros(number.longValue(), from);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> inMicros(element, from)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, @Nullable Object> converted = new HashMap<>();
        map.forEach((key, element) -> converted.put(key, inMicros(element, from)));
        return converted;
    }

    private Long micros(long moment, TimeUnit from) {
        long micros = from.toMicros(moment);
        if (from.convert(micros, TimeUnit.MICROSECONDS) != moment) {
            throw GranaryException.invalid(name, moment + " " + from, "whole microseconds in 64 bits");
        }
        return micros;
    }
}
