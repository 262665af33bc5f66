package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import org.jspecify.annotations.Nullable;

/** Counts the rows that could not be computed, and keeps the first of them. */
final class Failures {

    private long count;
    private @Nullable String first;

    /** @param row where it is and what is wrong with it */
    void add(String row) {
        count++;
        first = first == null ? row : first;
    }

    /** @throws GranaryException (UNPROCESSABLE) with the count and the first row, when there is one */
    void requireNone() {
        if (count > 0) {
            throw new GranaryException(
                    ErrorCode.UNPROCESSABLE,
                    "Cannot compute " + count + (count == 1 ? " row: " : " rows; first: ") + first);
        }
    }
}
