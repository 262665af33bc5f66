package io.granary.core.window;

import io.granary.core.type.ScalarType;

/**
 * The state of one part of an aggregation over a set of events. Adding and merging commute and associate exactly, so the
 * same events give the same state, and the same bytes, in any order, split and merge tree. Reusable; one thread.
 */
public abstract sealed class Accumulator permits CountAccumulator {

    static Accumulator of(AccumulatorSpec spec, ScalarType type) {
        return switch (spec.kind()) {
            case COUNT -> new CountAccumulator();
            default -> throw new IllegalArgumentException(spec + " of " + type);
        };
    }

    /** Whether no value was added. */
    public abstract boolean isEmpty();

    /** Forgets all values, keeps the memory. */
    public abstract void clear();

    /** Adds an event's input; a null one changes nothing. */
    public abstract void add(EventValues event, int input);

    /**
     * Merges a state as {@link #write} writes it, and leaves the source at its end.
     *
     * @throws io.granary.core.GranaryException (INTERNAL) when the bytes are damaged; this state is then undefined
     */
    public abstract void merge(ByteSource in);

    /** Passes over a state without merging it. */
    public abstract void skip(ByteSource in);

    /** Writes the state: equal states are equal bytes. */
    public abstract void write(ByteSink out);
}
