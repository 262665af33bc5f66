package io.granary.cli;

import com.google.common.hash.Hashing;
import com.google.protobuf.Timestamp;
import io.granary.protocol.feast.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What Feast's writer puts into Redis, written down anew from the description of its layout. */
final class FeastWriter {

    private FeastWriter() {}

    /** The key of an entity: text, bytes, Integer, Long or Instant by join key. */
    static byte[] key(String project, Map<String, Object> joinKeys) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        TreeMap<String, Object> sorted = new TreeMap<>(joinKeys);
        key.writeBytes(littleEndian(sorted.size()));
        sorted.keySet().forEach(name -> {
            key.writeBytes(littleEndian(2));
            writeSized(key, name.getBytes(StandardCharsets.UTF_8));
        });
        sorted.values().forEach(value -> writeValue(key, value));
        key.writeBytes(project.getBytes(StandardCharsets.UTF_8));
        return key.toByteArray();
    }

    private static void writeValue(ByteArrayOutputStream key, Object value) {
        if (value instanceof String text) {
            key.writeBytes(littleEndian(2));
            writeSized(key, text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof ByteBuffer bytes) {
            key.writeBytes(littleEndian(1));
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            writeSized(key, copy);
        } else if (value instanceof Integer number) {
            key.writeBytes(littleEndian(3));
            writeSized(key, littleEndian(number));
        } else {
            boolean isMoment = value instanceof Instant;
            key.writeBytes(littleEndian(isMoment ? 8 : 4));
            writeSized(key, littleEndian(isMoment ? ((Instant) value).getEpochSecond() : (Long) value));
        }
    }

    private static void writeSized(ByteArrayOutputStream key, byte[] bytes) {
        key.writeBytes(littleEndian(bytes.length));
        key.writeBytes(bytes);
    }

    private static byte[] littleEndian(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    private static byte[] littleEndian(long number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    /** Puts the fields of one view's row somewhere. */
    static void putRow(String view, Instant at, Map<String, Value> features, BiConsumer<byte[], byte[]> fields) {
        features.forEach((name, value) -> fields.accept(
                littleEndian(Hashing.murmur3_32_fixed()
                        .hashString(view + ":" + name, StandardCharsets.UTF_8)
                        .asInt()),
                value.toByteArray()));
        Timestamp moment = Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
        fields.accept(("_ts:" + view).getBytes(StandardCharsets.UTF_8), moment.toByteArray());
    }
}
