package io.granary.core.window;

/**
 * Mean and standard deviation of numbers, rounded once: the same for any order, and for parts that are merged in any order.
 * A sum that no double holds, or of both infinities, gives what division gives: an infinity or NaN. One thread.
 */
public final class ExactMoments {

    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private long count;

    public void add(long value) {
        count++;
        sum.add(value);
        squares.addSquare(value);
    }

    /** @param value not NaN */
    public void add(double value) {
        count++;
        sum.add(value);
        squares.addSquare(value);
    }

    /** Writes what {@link #merge} adds. */
    public void write(ByteSink out) {
        out.writeVarint(count);
        ExactSumBytes.write(sum, out);
        ExactSumBytes.write(squares, out);
    }

    /** Adds the numbers of another one. */
    public void merge(ByteSource in) {
        count += in.readVarint();
        ExactSumBytes.merge(in, sum);
        ExactSumBytes.merge(in, squares);
    }

    public long count() {
        return count;
    }

    /** NaN of no number. */
    public double mean() {
        return count == 0 ? Double.NaN : sum.dividedBy(count);
    }

    /** Of a sample: NaN of fewer than two numbers, and where one is infinite. */
    public double deviation() {
        return count < 2 || !squares.isFinite() ? Double.NaN : Variance.nearestRoot(count, sum, squares);
    }
}
