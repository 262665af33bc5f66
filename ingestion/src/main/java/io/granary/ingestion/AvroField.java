package io.granary.ingestion;

import io.granary.core.GranaryException;
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
 * @param unit of a number that is a moment; null for every other field
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
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.TimestampMillis || type instanceof LogicalTypes.LocalTimestampMillis) {
            return TimeUnit.MILLISECONDS;
        }
        if (type instanceof LogicalTypes.TimestampNanos || type instanceof LogicalTypes.LocalTimestampNanos) {
            return TimeUnit.NANOSECONDS;
        }
        return type instanceof LogicalTypes.Date ? TimeUnit.DAYS : null;
    }

    /** The field's value; a moment in epoch microseconds. */
    @Nullable
    Object valueIn(GenericRecord read) {
        Object value = read.get(position);
        return unit != null && value instanceof Number number ? micros(number.longValue(), unit) : value;
    }

    private Long micros(long moment, TimeUnit from) {
        long micros = from.toMicros(moment);
        if (from.convert(micros, TimeUnit.MICROSECONDS) != moment) {
            throw GranaryException.invalid(name, moment + " " + from, "whole microseconds in 64 bits");
        }
        return micros;
    }
}
