package io.granary.online.serving.protobuf;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.protocol.feast.Value;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the content of Feast's {@code Value} for a value of a known type; nothing at all for null. */
public final class ProtobufValues {

    private static final int ELEMENT = 1;
    private static final int KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private final ProtobufBuffer buffer;
    private final ProtobufScalars scalars;

    public ProtobufValues(ProtobufBuffer buffer) {
        this.buffer = buffer;
        this.scalars = new ProtobufScalars(buffer);
    }

    public void write(@Nullable Object value, DataType type) {
        if (value == null) {
            return;
        }
        if (type instanceof ScalarType scalar) {
            scalars.write(value, scalar);
        } else if (type instanceof MapType map) {
            map((Map<?, ?>) value, element -> scalars.write(element, map.value()));
        } else {
            list((List<?>) value, type instanceof ListType list ? list.element() : ScalarType.FLOAT32);
        }
    }

    private void list(List<?> values, ScalarType type) {
        if (type == ScalarType.TIMESTAMP) {
            scalars.microsOfSeconds(values);
        }
        int before = buffer.length();
        if (type == ScalarType.STRING || type == ScalarType.BYTES) {
            texts(values);
        } else {
            packed(values, type);
        }
        buffer.nest(listField(type), before);
    }

    private void texts(List<?> values) {
        for (int i = values.size() - 1; i >= 0; i--) {
            int before = buffer.length();
            if (values.get(i) instanceof ByteBuffer bytes) {
                buffer.raw(bytes);
            } else {
                buffer.text((String) values.get(i));
            }
            buffer.nest(ELEMENT, before);
        }
    }

    private void packed(List<?> values, ScalarType type) {
        int before = buffer.length();
        for (int i = values.size() - 1; i >= 0; i--) {
            scalars.element(values.get(i), type);
        }
        buffer.nest(ELEMENT, before);
    }

    private static int listField(ScalarType type) {
        return switch (type) {
            case BOOL -> Value.BOOL_LIST_VAL_FIELD_NUMBER;
            case INT32 -> Value.INT32_LIST_VAL_FIELD_NUMBER;
            case INT64 -> Value.INT64_LIST_VAL_FIELD_NUMBER;
            case FLOAT32 -> Value.FLOAT_LIST_VAL_FIELD_NUMBER;
            case FLOAT64 -> Value.DOUBLE_LIST_VAL_FIELD_NUMBER;
            case STRING -> Value.STRING_LIST_VAL_FIELD_NUMBER;
            case BYTES -> Value.BYTES_LIST_VAL_FIELD_NUMBER;
            case TIMESTAMP -> Value.UNIX_TIMESTAMP_LIST_VAL_FIELD_NUMBER;
        };
    }

    /** Writes a list whose elements may be of any type. */
    void list(List<?> values, Consumer<@Nullable Object> writer) {
        int before = buffer.length();
        for (int i = values.size() - 1; i >= 0; i--) {
            int beforeElement = buffer.length();
            writer.accept(values.get(i));
            buffer.nest(ELEMENT, beforeElement);
        }
        buffer.nest(Value.LIST_VAL_FIELD_NUMBER, before);
    }

    void map(Map<?, ?> values, Consumer<@Nullable Object> writer) {
        int before = buffer.length();
        values.forEach((key, value) -> {
            int beforeEntry = buffer.length();
            writer.accept(value);
            buffer.nest(ENTRY_VALUE, beforeEntry);
            buffer.string(KEY, (String) key);
            buffer.nest(ELEMENT, beforeEntry);
        });
        buffer.nest(Value.MAP_VAL_FIELD_NUMBER, before);
    }
}
