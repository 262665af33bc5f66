package io.granary.core.window;

/** {@code percentile(p)}: the value before which p of the others are, within 0.8 %; null of an empty window. */
final class PercentileResult extends WindowResult {

    private final QuantilesAccumulator state;
    private final double fraction;

    PercentileResult(QuantilesAccumulator state, double fraction) {
        super(state);
        this.state = state;
        this.fraction = fraction;
    }

    @Override
    public void write(ValueSink sink) {
        if (isEmpty()) {
            sink.nothing();
        } else {
            sink.number(state.valueAt((long) (fraction * (state.count() - 1))));
        }
    }
}
