package io.granary.core.definition;

import static java.util.Objects.requireNonNull;

/**
 * What rows of a source or a view, or a whole table, should be like, and what becomes of those that are not. It never
 * changes the value of a row, so it is no part of a generation.
 *
 * @param name unique within its definition
 */
public record Expectation(String name, ExpectationCheck check, OnFailure onFailure) {

    /** What becomes of a row or table that is not as expected. */
    public enum OnFailure {
        /** It is counted. */
        WARN,
        /** The row is left out: a dead letter in a stream, no row of jobs over tables. */
        QUARANTINE,
        /** A job over tables does not begin. */
        FAIL
    }

    public Expectation {
        requireNonNull(name, "name");
        requireNonNull(check, "check");
        requireNonNull(onFailure, "onFailure");
    }

    /** Whether it looks at single rows, and leaves out those that are not as expected. */
    public boolean quarantines() {
        return onFailure == OnFailure.QUARANTINE && check instanceof ExpectationCheck.OfRow;
    }
}
