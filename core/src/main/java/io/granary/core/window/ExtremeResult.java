package io.granary.core.window;

import io.granary.core.type.ScalarType;

/** {@code min} and {@code max}: null of an empty window. */
final class ExtremeResult extends WindowResult {

    private final ExtremeAccumulator state;
    private final ScalarType type;

    ExtremeResult(ExtremeAccumulator state, ScalarType type) {
        super(state);
        this.state = state;
        this.type = type;
    }

    @Override
    public void write(ValueSink sink) {
        if (isEmpty()) {
            sink.nothing();
        } else if (ValueForm.of(type) == ValueForm.NUMBER) {
            sink.number(state.number());
        } else if (type == ScalarType.TIMESTAMP) {
            sink.timestamp(state.integer());
        } else {
            sink.integer(state.integer());
        }
    }
}
