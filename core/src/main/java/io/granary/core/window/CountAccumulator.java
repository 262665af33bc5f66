package io.granary.core.window;

/** The number of values that are not null. */
final class CountAccumulator extends Accumulator {

    private long count;

    long count() {
        return count;
    }

    @Override
    public boolean isEmpty() {
        return count == 0;
    }

    @Override
    public void clear() {
        count = 0;
    }

    @Override
    public void add(EventValues event, int input) {
        if (!event.isNull(input)) {
            count++;
        }
    }

    @Override
    public void merge(ByteSource in) {
        long merged = count + in.readVarint();
        if (merged < count) {
            throw in.malformed("a count beyond 63 bits");
        }
        count = merged;
    }

    @Override
    public void skip(ByteSource in) {
        in.readVarint();
    }

    @Override
    public void write(ByteSink out) {
        out.writeVarint(count);
    }
}
