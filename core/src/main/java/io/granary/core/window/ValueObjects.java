package io.granary.core.window;

import io.granary.core.type.EpochMicros;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Hands values that are objects of their type's Java class to sinks. */
final class ValueObjects {

    private ValueObjects() {}

    static void write(Object value, ValueSink sink) {
        if (value instanceof List<?> list) {
            sink.startList(list.size());
            list.forEach(element -> write(element, sink));
            sink.endList();
        } else if (value instanceof Boolean truth) {
            sink.truth(truth);
        } else if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            sink.text(utf8, 0, utf8.length);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            sink.bytes(bytes, 0, bytes.length);
        } else if (value instanceof Instant moment) {
            sink.timestamp(EpochMicros.of(moment));
        } else {
            writeNumber((Number) value, sink);
        }
    }

    private static void writeNumber(Number number, ValueSink sink) {
        if (number instanceof Double || number instanceof Float) {
            sink.number(number.doubleValue());
        } else {
            sink.integer(number.longValue());
        }
    }
}
