package io.granary.online.serving.protobuf;

import static io.granary.online.serving.protobuf.ProtobufBuffer.FIXED32;
import static io.granary.online.serving.protobuf.ProtobufBuffer.FIXED64;
import static io.granary.online.serving.protobuf.ProtobufBuffer.VARINT;

import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.protocol.feast.Value;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Writes values without parts, as a field of Feast's {@code Value} or as an element of a list. */
final class ProtobufScalars {

    private static final int MICROS_PER_SECOND = 1_000_000;

    private final ProtobufBuffer buffer;

    ProtobufScalars(ProtobufBuffer buffer) {
        this.buffer = buffer;
    }

    /** Writes the field that is named after the type. */
    void write(Object value, ScalarType type) {
        int before = buffer.length();
        switch (type) {
            case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> number(value, type);
            case STRING -> buffer.string(Value.STRING_VAL_FIELD_NUMBER, (String) value);
            case BYTES -> {
                buffer.raw((ByteBuffer) value);
                buffer.nest(Value.BYTES_VAL_FIELD_NUMBER, before);
            }
            case TIMESTAMP -> timestamp(EpochMicros.of((Instant) value));
        }
    }

    private void number(Object value, ScalarType type) {
        element(value, type);
        switch (type) {
            case BOOL -> buffer.tag(Value.BOOL_VAL_FIELD_NUMBER, VARINT);
            case INT32 -> buffer.tag(Value.INT32_VAL_FIELD_NUMBER, VARINT);
            case INT64 -> buffer.tag(Value.INT64_VAL_FIELD_NUMBER, VARINT);
            case FLOAT32 -> buffer.tag(Value.FLOAT_VAL_FIELD_NUMBER, FIXED32);
            default -> buffer.tag(Value.DOUBLE_VAL_FIELD_NUMBER, FIXED64);
        }
    }

    /** Feast has whole seconds; the rest stands in a field that its clients skip. */
    private void timestamp(long micros) {
        int rest = Math.floorMod(micros, MICROS_PER_SECOND);
        if (rest != 0) {
            int before = buffer.length();
            buffer.varint(rest);
            buffer.nest(Value.MICROS_OF_SECOND_FIELD_NUMBER, before);
        }
        buffer.varint(Math.floorDiv(micros, MICROS_PER_SECOND));
        buffer.tag(Value.UNIX_TIMESTAMP_VAL_FIELD_NUMBER, VARINT);
    }

    /** Writes a number as a packed list has it. */
    void element(Object value, ScalarType type) {
        switch (type) {
            case BOOL -> buffer.varint((Boolean) value ? 1 : 0);
            case FLOAT32 -> buffer.fixed32(Float.floatToRawIntBits((Float) value));
            case FLOAT64 -> buffer.fixed64(Double.doubleToRawLongBits((Double) value));
            case TIMESTAMP -> buffer.varint(((Instant) value).getEpochSecond());
            default -> buffer.varint(((Number) value).longValue());
        }
    }

    /** One for each element, unless all are whole seconds. */
    void microsOfSeconds(List<?> values) {
        if (values.stream().allMatch(value -> EpochMicros.of((Instant) value) % MICROS_PER_SECOND == 0)) {
            return;
        }
        int before = buffer.length();
        for (int i = values.size() - 1; i >= 0; i--) {
            buffer.varint(Math.floorMod(EpochMicros.of((Instant) values.get(i)), MICROS_PER_SECOND));
        }
        buffer.nest(Value.MICROS_OF_SECOND_FIELD_NUMBER, before);
    }
}
