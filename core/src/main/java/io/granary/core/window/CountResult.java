package io.granary.core.window;

/** {@code count}; 0 for an empty window. */
final class CountResult extends WindowResult {

    private final CountAccumulator state;

    CountResult(CountAccumulator state) {
        this.state = state;
    }

    @Override
    public void write(ValueSink sink) {
        sink.integer(state.count());
    }
}
