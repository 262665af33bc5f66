package io.granary.core.window;

/** {@code approx_count_distinct}: 0 of an empty window. */
final class ApproximateDistinctResult extends WindowResult {

    private final HyperLogLogAccumulator state;

    ApproximateDistinctResult(HyperLogLogAccumulator state) {
        super(state);
        this.state = state;
    }

    @Override
    public void write(ValueSink sink) {
        sink.integer(state.estimate());
    }
}
