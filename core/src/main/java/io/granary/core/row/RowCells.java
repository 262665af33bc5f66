package io.granary.core.row;

import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of many rows in numbered cells, without an object for a scalar: numbers as 64 bits, text and bytes as a slice
 * of the bytes that hold the rows. A cell is null until it is set. Filled by one thread, then only read.
 */
public final class RowCells {

    private static final byte NULL = 0;
    private static final byte BITS = 1;
    private static final byte SLICE = 2;
    private static final byte OBJECT = 3;

    /** A number and the reference to it. */
    private static final long BYTES_OF_ELEMENT = 32;

    private final byte[] bytes;
    private final byte[] kinds;
    private final long[] bits;
    private @Nullable Object @Nullable [] objects;

    /** @param bytes that hold the rows; not copied */
    public RowCells(byte[] bytes, int count) {
        this.bytes = bytes;
        this.kinds = new byte[count];
        this.bits = new long[count];
    }

    /** What slices refer to. */
    public byte[] bytes() {
        return bytes;
    }

    /** About how many bytes of the heap the rows take, and what was made of lists, whose elements are objects. */
    public long heapBytes() {
        long heap = bytes.length;
        if (objects != null) {
            for (Object each : objects) {
                heap += each instanceof List<?> list ? BYTES_OF_ELEMENT * list.size() : 0;
            }
        }
        return heap;
    }

    public boolean isNull(int cell) {
        return kinds[cell] == NULL;
    }

    /** Whether the cell has {@link #bits}. */
    public boolean isBits(int cell) {
        return kinds[cell] == BITS;
    }

    /** Whether the cell has a slice, from {@link #offset} on, {@link #length} bytes long. */
    public boolean isSlice(int cell) {
        return kinds[cell] == SLICE;
    }

    /** A whole number, epoch microseconds, 0 or 1 for BOOL, or the bits of a double, into which FLOAT32 is widened. */
    public long bits(int cell) {
        return bits[cell];
    }

    public int offset(int cell) {
        return (int) (bits[cell] >>> Integer.SIZE);
    }

    public int length(int cell) {
        return (int) bits[cell];
    }

    /** The value of a cell as its type's Java class, or null. Values of BYTES share the rows' bytes. */
    public @Nullable Object value(int cell, DataType type) {
        return switch (kinds[cell]) {
            case BITS -> ofBits((ScalarType) type, bits[cell]);
            case SLICE -> ofSlice((ScalarType) type, cell);
            case OBJECT -> objects == null ? null : objects[cell];
            default -> null;
        };
    }

    private static Object ofBits(ScalarType type, long bits) {
        return switch (type) {
            case BOOL -> bits == 1;
            case INT32 -> (int) bits;
            case INT64 -> bits;
            case FLOAT32 -> (float) Double.longBitsToDouble(bits);
            case FLOAT64 -> Double.longBitsToDouble(bits);
            case TIMESTAMP -> EpochMicros.toInstant(bits);
            case STRING, BYTES -> throw new IllegalStateException("a slice is expected for " + type);
        };
    }

    private Object ofSlice(ScalarType type, int cell) {
        return type == ScalarType.STRING
                ? new String(bytes, offset(cell), length(cell), StandardCharsets.UTF_8)
                : ByteBuffer.wrap(bytes, offset(cell), length(cell)).slice().asReadOnlyBuffer();
    }

    /** Forgets the values of some cells. */
    public void clear(int first, int count) {
        Arrays.fill(kinds, first, first + count, NULL);
    }

    /** Sets a cell to a value of its type's Java class. */
    public void setObject(int cell, Object value) {
        if (objects == null) {
            objects = new Object[kinds.length];
        }
        objects[cell] = value;
        kinds[cell] = OBJECT;
    }

    /** Sets a cell to a value as {@link #bits} gives it. */
    public void setBits(int cell, long value) {
        bits[cell] = value;
        kinds[cell] = BITS;
    }

    /** Sets a cell to text or bytes that are among {@link #bytes}. */
    public void setSlice(int cell, int offset, int length) {
        bits[cell] = (long) offset << Integer.SIZE | length;
        kinds[cell] = SLICE;
    }
}
