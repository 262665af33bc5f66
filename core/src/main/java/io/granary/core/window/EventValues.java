package io.granary.core.window;

import io.granary.core.type.ScalarType;
import java.util.List;

/**
 * One event as accumulators see it: its event timestamp, its id, and a value or null for each input of a layout. Filled
 * anew for each event from {@link #start} on, without objects; slices stay the caller's and must not change until the
 * next start. One thread.
 *
 * <p>Ids are ordered as unsigned bytes ({@link EventIds} encodes them so). Equal events are equal bytes by {@link #write}.
 */
public final class EventValues {

    private final ScalarType[] types;
    private final ValueForm[] forms;
    private final boolean[] present;
    private final long[] bits;
    private final byte[][] arrays;
    private final int[] offsets;
    private final int[] lengths;
    private byte[] id = new byte[0];
    private int idOffset;
    private int idLength;
    private long eventMicros;
    private int nanCount;

    private EventValues(ScalarType[] types) {
        this.types = types;
        forms = new ValueForm[types.length];
        for (int i = 0; i < types.length; i++) {
            forms[i] = ValueForm.of(types[i]);
        }
        present = new boolean[types.length];
        bits = new long[types.length];
        arrays = new byte[types.length][];
        offsets = new int[types.length];
        lengths = new int[types.length];
    }

    /** An event with inputs of these types, all null. */
    public static EventValues of(List<ScalarType> inputs) {
        return new EventValues(inputs.toArray(ScalarType[]::new));
    }

    /** Begins an event with an empty id and all inputs null. */
    public void start(long newEventMicros) {
        eventMicros = newEventMicros;
        idLength = 0;
        nanCount = 0;
        for (int i = 0; i < present.length; i++) {
            present[i] = false;
        }
    }

    public void id(byte[] bytes, int offset, int length) {
        id = bytes;
        idOffset = offset;
        idLength = length;
    }

    /** An INT32, INT64 or TIMESTAMP (in microseconds). */
    public void integer(int input, long value) {
        present[input] = true;
        bits[input] = value;
    }

    /** A FLOAT32 or FLOAT64. NaN is null, and counted; -0.0 becomes 0.0. */
    public void number(int input, double value) {
        if (Double.isNaN(value)) {
            nanCount++;
            return;
        }
        present[input] = true;
        bits[input] = Double.doubleToRawLongBits(value + 0.0);
    }

    public void truth(int input, boolean value) {
        integer(input, value ? 1 : 0);
    }

    /** BYTES, or a STRING as UTF-8. */
    public void bytes(int input, byte[] value, int offset, int length) {
        present[input] = true;
        arrays[input] = value;
        offsets[input] = offset;
        lengths[input] = length;
    }

    public int inputs() {
        return types.length;
    }

    public ScalarType type(int input) {
        return types[input];
    }

    public boolean isNull(int input) {
        return !present[input];
    }

    /** An INT32, INT64 or TIMESTAMP; of a BOOL 0 or 1. */
    public long integer(int input) {
        return bits[input];
    }

    public double number(int input) {
        return Double.longBitsToDouble(bits[input]);
    }

    public byte[] bytes(int input) {
        return arrays[input];
    }

    /** Where the value starts in {@link #bytes(int)}. */
    public int offset(int input) {
        return offsets[input];
    }

    public int length(int input) {
        return lengths[input];
    }

    public long eventMicros() {
        return eventMicros;
    }

    public byte[] id() {
        return id;
    }

    public int idOffset() {
        return idOffset;
    }

    public int idLength() {
        return idLength;
    }

    /** How many inputs are null because they were NaN. */
    public int nanCount() {
        return nanCount;
    }

    /** Of a FLOAT32 or FLOAT64, those of a double. */
    long bits(int input) {
        return bits[input];
    }

    void bits(int input, long newBits) {
        present[input] = true;
        bits[input] = newBits;
    }

    ValueForm form(int input) {
        return forms[input];
    }

    /** Writes the event, its timestamp as the distance from a base that the reader knows too. */
    public void write(ByteSink out, long baseMicros) {
        EventBytes.write(this, out, baseMicros);
    }

    /**
     * Becomes the event that {@link #write} wrote; slices point into the source's bytes.
     *
     * @throws io.granary.core.GranaryException (INTERNAL) when the bytes are damaged
     */
    public void read(ByteSource in, long baseMicros) {
        EventBytes.read(in, this, baseMicros);
    }
}
