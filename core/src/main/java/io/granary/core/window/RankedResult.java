package io.granary.core.window;

import io.granary.core.type.ScalarType;
import java.util.List;

/** {@code first} and {@code last}: null of an empty window; {@code first_k} and {@code last_k}: an empty list. */
final class RankedResult extends WindowResult {

    private static final int ONE = 0;

    private final RankedAccumulator state;
    private final ScalarType type;
    private final int listSize;
    private final EventValues value;
    private final ByteSource source = new ByteSource();

    private RankedResult(RankedAccumulator state, ScalarType type, int listSize) {
        super(state);
        this.state = state;
        this.type = type;
        this.listSize = listSize;
        this.value = EventValues.of(List.of(type));
    }

    static RankedResult one(RankedAccumulator state, ScalarType type) {
        return new RankedResult(state, type, ONE);
    }

    static RankedResult list(RankedAccumulator state, ScalarType type, int size) {
        return new RankedResult(state, type, size);
    }

    @Override
    public void write(ValueSink sink) {
        if (listSize != ONE) {
            writeList(sink);
        } else if (isEmpty()) {
            sink.nothing();
        } else {
            write(state.entry(0), sink);
        }
    }

    private void writeList(ValueSink sink) {
        int size = Math.min(listSize, state.size());
        sink.startList(size);
        for (int rank = 0; rank < size; rank++) {
            write(state.entry(rank), sink);
        }
        sink.endList();
    }

    private void write(RankedEntry entry, ValueSink sink) {
        source.reset(entry.bytes(), entry.valueOffset(), entry.valueLength());
        value.form(0).read(source, value, 0);
        switch (type) {
            case BOOL -> sink.truth(value.integer(0) == 1);
            case INT32, INT64 -> sink.integer(value.integer(0));
            case TIMESTAMP -> sink.timestamp(value.integer(0));
            case FLOAT32, FLOAT64 -> sink.number(value.number(0));
            case STRING -> sink.text(value.bytes(0), value.offset(0), value.length(0));
            case BYTES -> sink.bytes(value.bytes(0), value.offset(0), value.length(0));
        }
    }
}
