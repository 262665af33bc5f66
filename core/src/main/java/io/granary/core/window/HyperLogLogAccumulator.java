package io.granary.core.window;

/** A HyperLogLog of the values: its registers, from which alone the count is estimated, so order does not matter. */
final class HyperLogLogAccumulator extends Accumulator {

    private final ValueForm form;
    private final HyperLogLog registers = new HyperLogLog();
    private final ByteSink scratch = new ByteSink(32);

    HyperLogLogAccumulator(ValueForm form) {
        this.form = form;
    }

    long estimate() {
        return registers.estimate();
    }

    @Override
    public boolean isEmpty() {
        return registers.isEmpty();
    }

    @Override
    public void clear() {
        registers.clear();
    }

    @Override
    public void add(EventValues event, int input) {
        if (!event.isNull(input)) {
            scratch.clear();
            form.write(event, input, scratch);
            registers.add(XxHash64.hash(scratch.array(), 0, scratch.size()));
        }
    }

    @Override
    public void merge(ByteSource in) {
        HyperLogLogBytes.merge(in, registers);
    }

    @Override
    public void skip(ByteSource in) {
        HyperLogLogBytes.skip(in);
    }

    @Override
    public void write(ByteSink out) {
        HyperLogLogBytes.write(registers, out);
    }
}
