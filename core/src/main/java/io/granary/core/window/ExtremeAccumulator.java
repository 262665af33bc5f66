package io.granary.core.window;

/**
 * The least or the greatest value, as a long that is ordered as the values are. As bytes: the number of its bytes plus one,
 * or 0 for none, then those.
 */
final class ExtremeAccumulator extends Accumulator {

    private final boolean isMax;
    private final boolean isDouble;
    private boolean isEmpty = true;
    private long extreme;

    private ExtremeAccumulator(boolean isMax, ValueForm form) {
        this.isMax = isMax;
        this.isDouble = form == ValueForm.NUMBER;
    }

    static ExtremeAccumulator min(ValueForm form) {
        return new ExtremeAccumulator(false, form);
    }

    static ExtremeAccumulator max(ValueForm form) {
        return new ExtremeAccumulator(true, form);
    }

    /** Of integers and timestamps; not of an empty state. */
    long integer() {
        return extreme;
    }

    /** Of doubles; not of an empty state. */
    double number() {
        return Double.longBitsToDouble(ordered(extreme));
    }

    @Override
    public boolean isEmpty() {
        return isEmpty;
    }

    @Override
    public void clear() {
        isEmpty = true;
    }

    @Override
    public void add(EventValues event, int input) {
        if (!event.isNull(input)) {
            take(isDouble ? ordered(event.bits(input)) : event.integer(input));
        }
    }

    @Override
    public void merge(ByteSource in) {
        int length = in.readByte();
        if (length > 0) {
            take(isDouble ? ordered(DoubleBytes.readBits(in, length - 1)) : IntegerBytes.read(in, length - 1));
        }
    }

    @Override
    public void skip(ByteSource in) {
        in.take(Math.max(0, in.readByte() - 1));
    }

    @Override
    public void write(ByteSink out) {
        if (isEmpty) {
            out.writeByte(0);
        } else if (isDouble) {
            long bits = ordered(extreme);
            out.writeByte(DoubleBytes.length(bits) + 1);
            DoubleBytes.write(bits, out);
        } else {
            out.writeByte(IntegerBytes.length(extreme) + 1);
            IntegerBytes.write(extreme, out);
        }
    }

    private void take(long value) {
        if (isEmpty || (isMax ? value > extreme : value < extreme)) {
            extreme = value;
            isEmpty = false;
        }
    }

    /** The bits of a double as a number that is ordered as doubles are, and back. */
    private static long ordered(long bits) {
        return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }
}
