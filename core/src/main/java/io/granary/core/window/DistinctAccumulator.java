package io.granary.core.window;

/**
 * The set of values up to a cap, beyond which it only knows that they were too many. As bytes: 0 beyond the cap, else how
 * many plus one, how many bytes follow if any do, then the values in the order of their bytes.
 */
final class DistinctAccumulator extends Accumulator {

    private final int cap;
    private final ValueForm form;
    private final ByteSet values = new ByteSet();
    private final ByteSink scratch = new ByteSink(32);
    private boolean isBeyondCap;

    DistinctAccumulator(int cap, ValueForm form) {
        this.cap = cap;
        this.form = form;
    }

    /** How many there are; not beyond the cap. */
    int count() {
        return values.size();
    }

    boolean isBeyondCap() {
        return isBeyondCap;
    }

    @Override
    public boolean isEmpty() {
        return values.size() == 0 && !isBeyondCap;
    }

    @Override
    public void clear() {
        values.clear();
        isBeyondCap = false;
    }

    @Override
    public void add(EventValues event, int input) {
        if (event.isNull(input) || isBeyondCap) {
            return;
        }
        scratch.clear();
        event.form(input).write(event, input, scratch);
        take(scratch.array(), 0, scratch.size());
    }

    @Override
    public void merge(ByteSource in) {
        long count = count(in);
        if (count == 0) {
            return;
        }
        if (count < 0) {
            passCap();
            return;
        }
        int end = in.readLength() + in.position();
        for (long i = 0; i < count && !isBeyondCap; i++) {
            int start = in.position();
            form.skip(in);
            take(in.array(), start, in.position() - start);
        }
        in.take(end - in.position());
    }

    @Override
    public void skip(ByteSource in) {
        if (count(in) > 0) {
            in.take(in.readLength());
        }
    }

    @Override
    public void write(ByteSink out) {
        if (isBeyondCap) {
            out.writeByte(0);
            return;
        }
        out.writeVarint(values.size() + 1L);
        if (values.size() > 0) {
            scratch.clear();
            values.write(scratch);
            out.writeVarint(scratch.size());
            out.writeBytes(scratch.array(), 0, scratch.size());
        }
    }

    /** -1 beyond the cap. */
    private long count(ByteSource in) {
        long count = in.readVarint() - 1;
        if (count > cap || count < -1) {
            throw in.malformed(Long.toUnsignedString(count) + " distinct values of at most " + cap);
        }
        return count;
    }

    private void take(byte[] bytes, int offset, int length) {
        values.add(bytes, offset, length);
        if (values.size() > cap) {
            passCap();
        }
    }

    private void passCap() {
        values.clear();
        isBeyondCap = true;
    }
}
