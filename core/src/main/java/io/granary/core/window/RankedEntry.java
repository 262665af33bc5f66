package io.granary.core.window;

import java.util.Arrays;

/** A value with what it is ranked by, in memory that is used again. */
final class RankedEntry {

    private long micros;
    private byte[] bytes = {};
    private int idLength;
    private int length;

    long micros() {
        return micros;
    }

    /** Where the value starts in {@link #bytes}. */
    int valueOffset() {
        return idLength;
    }

    int valueLength() {
        return length - idLength;
    }

    byte[] bytes() {
        return bytes;
    }

    void set(long newMicros, byte[] id, int offset, int newIdLength) {
        micros = newMicros;
        idLength = newIdLength;
        length = 0;
        append(id, offset, newIdLength);
    }

    /** Sets the value, after {@link #set}. */
    void value(byte[] value, int offset, int valueLength) {
        append(value, offset, valueLength);
    }

    void write(ByteSink out) {
        out.writeVarint(idLength);
        out.writeBytes(bytes, 0, length);
    }

    /** Negative when this one is earlier; 0 when they are equal. */
    int compare(RankedEntry other) {
        if (micros != other.micros) {
            return micros < other.micros ? -1 : 1;
        }
        int ids = Arrays.compareUnsigned(bytes, 0, idLength, other.bytes, 0, other.idLength);
        if (ids != 0) {
            return ids;
        }
        return Arrays.compareUnsigned(bytes, idLength, length, other.bytes, other.idLength, other.length);
    }

    private void append(byte[] source, int offset, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 32));
        }
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }
}
