package io.granary.core.window;

import java.util.List;

/** {@code var} and {@code std} of a sample: null of fewer than two values, and where one is infinite. */
final class VarianceResult extends WindowResult {

    private final CountAccumulator count;
    private final ExactSum sum;
    private final ExactSum squares;
    private final boolean isRoot;

    private VarianceResult(List<Accumulator> states, boolean isRoot) {
        super(states.get(0));
        this.count = (CountAccumulator) states.get(0);
        this.sum = ((SumAccumulator) states.get(1)).sum();
        this.squares = ((SumAccumulator) states.get(2)).sum();
        this.isRoot = isRoot;
    }

    static VarianceResult variance(List<Accumulator> states) {
        return new VarianceResult(states, false);
    }

    static VarianceResult deviation(List<Accumulator> states) {
        return new VarianceResult(states, true);
    }

    @Override
    public boolean isOutOfRange() {
        return count.count() > 1 && !squares.isFinite();
    }

    @Override
    public void write(ValueSink sink) {
        if (count.count() < 2 || isOutOfRange()) {
            sink.nothing();
        } else {

            sink.number(
                    isRoot
                            ? Variance.nearestRoot(count.count(), sum, squares)
                            : Variance.nearest(count.count(), sum, squares));
        }
    }
}
