package io.granary.core.window;

/**
 * How many values fall into each of buckets whose bounds are under 0.8 % apart, zeros and infinities apart. As bytes: how
 * many bytes follow, then if any do, which parts there are, then these.
 */
final class QuantilesAccumulator extends Accumulator {

    private static final int PARTS = 5;
    private static final int MINUS_INFINITY = 0;
    private static final int NEGATIVE = 1;
    private static final int ZERO = 2;
    private static final int POSITIVE = 3;
    private static final int PLUS_INFINITY = 4;

    private final boolean isDouble;
    private final Buckets negative = new Buckets();
    private final Buckets positive = new Buckets();
    private final ByteSink scratch = new ByteSink(32);
    private long minusInfinities;
    private long zeros;
    private long plusInfinities;

    QuantilesAccumulator(ValueForm form) {
        isDouble = form == ValueForm.NUMBER;
    }

    long count() {
        return minusInfinities + negative.count() + zeros + positive.count() + plusInfinities;
    }

    /** The lower bound, towards zero, of the bucket of the value that so many are before in order. */
    double valueAt(long rank) {
        long left = rank - minusInfinities;
        if (left < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (left < negative.count()) {
            return 0.0 - negative.valueAt(negative.count() - 1 - left);
        }
        left -= negative.count() + zeros;
        if (left < 0) {
            return 0;
        }
        return left < positive.count() ? positive.valueAt(left) : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean isEmpty() {
        return count() == 0;
    }

    @Override
    public void clear() {
        negative.clear();
        positive.clear();
        minusInfinities = 0;
        zeros = 0;
        plusInfinities = 0;
    }

    @Override
    public void add(EventValues event, int input) {
        if (!event.isNull(input)) {
            add(isDouble ? event.number(input) : event.integer(input));
        }
    }

    @Override
    public void merge(ByteSource in) {
        int length = in.readLength();
        if (length == 0) {
            return;
        }
        int end = in.position() + length;
        int parts = in.readByte();
        minusInfinities += count(in, parts, MINUS_INFINITY);
        if (((parts >> NEGATIVE) & 1) == 1) {
            negative.merge(in);
        }
        zeros += count(in, parts, ZERO);
        if (((parts >> POSITIVE) & 1) == 1) {
            positive.merge(in);
        }
        plusInfinities += count(in, parts, PLUS_INFINITY);
        if (in.position() != end || parts == 0 || parts >> PARTS != 0 || count() < 0) {
            throw in.malformed("buckets of another length");
        }
    }

    @Override
    public void skip(ByteSource in) {
        in.take(in.readLength());
    }

    @Override
    public void write(ByteSink out) {
        scratch.clear();
        if (count() > 0) {
            scratch.writeByte(parts());
            writeCount(minusInfinities);
            negative.write(scratch);
            writeCount(zeros);
            positive.write(scratch);
            writeCount(plusInfinities);
        }
        out.writeVarint(scratch.size());
        out.writeBytes(scratch.array(), 0, scratch.size());
    }

    private void add(double value) {
        if (Double.isInfinite(value)) {
            plusInfinities += value > 0 ? 1 : 0;
            minusInfinities += value > 0 ? 0 : 1;
        } else if (value == 0) {
            zeros++;
        } else {
            (value > 0 ? positive : negative).add(Math.abs(value));
        }
    }

    private int parts() {
        return bit(minusInfinities, MINUS_INFINITY)
                | bit(negative.count(), NEGATIVE)
                | bit(zeros, ZERO)
                | bit(positive.count(), POSITIVE)
                | bit(plusInfinities, PLUS_INFINITY);
    }

    private static int bit(long count, int part) {
        return count > 0 ? 1 << part : 0;
    }

    private void writeCount(long count) {
        if (count > 0) {
            scratch.writeVarint(count);
        }
    }

    private static long count(ByteSource in, int parts, int part) {
        return ((parts >> part) & 1) == 0 ? 0 : Buckets.readCount(in);
    }
}
