package io.granary.core.window;

/** The exact sum of values, or of their squares. */
final class SumAccumulator extends Accumulator {

    private final Addend addend;
    private final ExactSum sum = new ExactSum();

    private SumAccumulator(Addend addend) {
        this.addend = addend;
    }

    static SumAccumulator ofValues(ValueForm form) {
        return new SumAccumulator(form == ValueForm.NUMBER ? Addend.DOUBLE : Addend.LONG);
    }

    static SumAccumulator ofSquares(ValueForm form) {
        return new SumAccumulator(form == ValueForm.NUMBER ? Addend.SQUARE_OF_DOUBLE : Addend.SQUARE_OF_LONG);
    }

    ExactSum sum() {
        return sum;
    }

    @Override
    public boolean isEmpty() {
        return sum.isFinite() && sum.isWhole() && sum.whole() == 0;
    }

    @Override
    public void clear() {
        sum.clear();
    }

    @Override
    public void add(EventValues event, int input) {
        if (event.isNull(input)) {
            return;
        }
        switch (addend) {
            case LONG -> sum.add(event.integer(input));
            case DOUBLE -> sum.add(event.number(input));
            case SQUARE_OF_LONG -> sum.addSquare(event.integer(input));
            case SQUARE_OF_DOUBLE -> sum.addSquare(event.number(input));
        }
    }

    @Override
    public void merge(ByteSource in) {
        ExactSumBytes.merge(in, sum);
    }

    @Override
    public void skip(ByteSource in) {
        ExactSumBytes.skip(in);
    }

    @Override
    public void write(ByteSink out) {
        ExactSumBytes.write(sum, out);
    }

    private enum Addend {
        LONG,
        DOUBLE,
        SQUARE_OF_LONG,
        SQUARE_OF_DOUBLE
    }
}
