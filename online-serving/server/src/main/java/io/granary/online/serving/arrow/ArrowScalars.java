package io.granary.online.serving.arrow;

import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the data of values without parts; what is null has zeros there. */
final class ArrowScalars {

    private ArrowScalars() {}

    static void write(List<? extends @Nullable Object> values, ScalarType type, Consumer<byte[]> buffers) {
        switch (type) {
            case BOOL -> buffers.accept(bits(values));
            case INT32, FLOAT32 -> buffers.accept(fixed(values, type, Integer.BYTES));
            case INT64, FLOAT64, TIMESTAMP -> buffers.accept(fixed(values, type, Long.BYTES));
            case STRING, BYTES -> texts(values, buffers);
        }
    }

    private static byte[] bits(List<? extends @Nullable Object> values) {
        byte[] bits = new byte[(values.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < values.size(); i++) {
            if (Boolean.TRUE.equals(values.get(i))) {
                bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
            }
        }
        return bits;
    }

    private static byte[] fixed(List<? extends @Nullable Object> values, ScalarType type, int width) {
        ByteBuffer data = ByteBuffer.allocate(values.size() * width).order(ByteOrder.LITTLE_ENDIAN);
        for (Object value : values) {
            if (value == null) {
                data.position(data.position() + width);
            } else {
                put(value, type, data);
            }
        }
        return data.array();
    }

    private static void put(Object value, ScalarType type, ByteBuffer data) {
        switch (type) {
            case INT32 -> data.putInt((Integer) value);
            case FLOAT32 -> data.putFloat((Float) value);
            case FLOAT64 -> data.putDouble((Double) value);
            case TIMESTAMP -> data.putLong(EpochMicros.of((Instant) value));
            default -> data.putLong((Long) value);
        }
    }

    private static void texts(List<? extends @Nullable Object> values, Consumer<byte[]> buffers) {
        ByteBuffer offsets =
                ByteBuffer.allocate((values.size() + 1) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        offsets.putInt(0);
        for (Object value : values) {
            if (value != null) {
                data.writeBytes(bytes(value));
            }
            offsets.putInt(data.size());
        }
        buffers.accept(offsets.array());
        buffers.accept(data.toByteArray());
    }

    private static byte[] bytes(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            return bytes;
        }
        return ((String) value).getBytes(StandardCharsets.UTF_8);
    }
}
