package io.granary.core.window;

import io.granary.core.type.ScalarType;
import java.util.List;

/** {@code sum} and {@code avg}: null of an empty window, and where the value is out of range. */
final class SumResult extends WindowResult {

    private static final int BOTH = 3;

    private final CountAccumulator count;
    private final ExactSum sum;
    private final boolean isAverage;
    private final boolean isInteger;

    private SumResult(List<Accumulator> states, boolean isAverage, boolean isInteger) {
        super(states.get(0));
        this.count = (CountAccumulator) states.get(0);
        this.sum = ((SumAccumulator) states.get(1)).sum();
        this.isAverage = isAverage;
        this.isInteger = isInteger;
    }

    static SumResult sum(List<Accumulator> states, ScalarType input) {
        return new SumResult(states, false, ValueForm.of(input) == ValueForm.INTEGER);
    }

    static SumResult average(List<Accumulator> states, ScalarType input) {
        return new SumResult(states, true, ValueForm.of(input) == ValueForm.INTEGER);
    }

    @Override
    public boolean isOutOfRange() {
        return isInteger ? !isAverage && !sum.isWhole() : sum.infinities() == BOTH;
    }

    @Override
    public void write(ValueSink sink) {
        if (isEmpty() || isOutOfRange()) {
            sink.nothing();
        } else if (isAverage) {
            sink.number(sum.dividedBy(count.count()) + 0.0);
        } else if (isInteger) {
            sink.integer(sum.whole());
        } else {
            sink.number(sum.dividedBy(1) + 0.0);
        }
    }
}
