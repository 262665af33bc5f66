package io.granary.core.window;

/** {@code count_distinct}: 0 of an empty window, null beyond the cap. */
final class DistinctResult extends WindowResult {

    private final DistinctAccumulator state;
    private final int cap;

    /** @param cap at most the state's */
    DistinctResult(DistinctAccumulator state, int cap) {
        super(state);
        this.state = state;
        this.cap = cap;
    }

    @Override
    public boolean isOutOfRange() {
        return state.isBeyondCap() || state.count() > cap;
    }

    @Override
    public void write(ValueSink sink) {
        if (isOutOfRange()) {
            sink.nothing();
        } else {
            sink.integer(state.count());
        }
    }
}
