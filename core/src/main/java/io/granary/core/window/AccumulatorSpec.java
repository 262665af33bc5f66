package io.granary.core.window;

import io.granary.core.type.ScalarType;

/**
 * What an accumulator holds: part of a layout, so a change of one's meaning is another layout.
 *
 * @param argument k of {@code FIRST} and {@code LAST}, the cap of {@code DISTINCT}; else 0
 * @param input ordinal among the layout's inputs
 */
public record AccumulatorSpec(Kind kind, int argument, int input) {

    /** The kinds; each state is a function of the set of events alone. */
    public enum Kind {
        /** Number of values that are not null. */
        COUNT,
        /** Exact sum. */
        SUM,
        /** Exact sum of squares. */
        SUM_OF_SQUARES,
        MIN,
        MAX,
        /** The k first values by event timestamp, id and value. */
        FIRST,
        /** The k last values by event timestamp, id and value. */
        LAST,
        /** The set of values, up to a cap. */
        DISTINCT,
        /** Registers of a HyperLogLog. */
        HYPERLOGLOG,
        /** Logarithmic buckets. */
        QUANTILES
    }

    /** An empty accumulator of this kind over values of a type. */
    public Accumulator newAccumulator(ScalarType type) {
        return Accumulator.of(this, type);
    }

    /** Whether the state of this one tells all that another's tells. */
    public boolean answers(AccumulatorSpec other) {
        boolean sameValues = kind == other.kind && input == other.input;
        return sameValues && argument >= other.argument;
    }
}
