package io.granary.core.window;

/** {@code count}: 0 of an empty window. */
final class CountResult extends WindowResult {

    private final CountAccumulator state;

    CountResult(CountAccumulator state) {
        super(state);
        this.state = state;
    }

    @Override
    public void write(ValueSink sink) {
        sink.integer(state.count());
    }
}
