package io.granary.core.window;

import io.granary.core.type.ScalarType;

/**
 * The state of one part of an aggregation over a set of events. Adding and merging commute and associate exactly, so the
 * same events give the same state, and the same bytes, in any order, split and merge tree. Reusable; one thread.
 */
public abstract sealed class Accumulator
        permits CountAccumulator,
                SumAccumulator,
                ExtremeAccumulator,
                RankedAccumulator,
                DistinctAccumulator,
                HyperLogLogAccumulator,
                QuantilesAccumulator {

    static Accumulator of(AccumulatorSpec spec, ScalarType type) {
        ValueForm form = ValueForm.of(type);
        return switch (spec.kind()) {
            case COUNT -> new CountAccumulator();
            case SUM -> SumAccumulator.ofValues(form);
            case SUM_OF_SQUARES -> SumAccumulator.ofSquares(form);
            case MIN -> ExtremeAccumulator.min(form);
            case MAX -> ExtremeAccumulator.max(form);
            case FIRST -> RankedAccumulator.first(spec.argument(), form);
            case LAST -> RankedAccumulator.last(spec.argument(), form);
            case DISTINCT -> new DistinctAccumulator(spec.argument(), form);
            case HYPERLOGLOG -> new HyperLogLogAccumulator(form);
            case QUANTILES -> new QuantilesAccumulator(form);
        };
    }

    /** Whether the state is that of no values; that of a sum may also be of values that cancel out. */
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
