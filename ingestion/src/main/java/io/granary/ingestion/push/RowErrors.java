package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is wrong with the rows of one request, each once and where it is. Not safe for threads. */
final class RowErrors {

    /** More than anybody reads; the rest is counted. */
    static final int MAX_TOLD = 100;

    private final Set<ProblemError> told = new LinkedHashSet<>();
    private int untold;
    private boolean isInvalid;

    void add(String name, String detail) {
        isInvalid = true;
        tell(new ProblemError(name, detail));
    }

    /** Adds a failure whose message may begin with the place. */
    void add(String name, GranaryException failure) {
        isInvalid |= failure.code() != ErrorCode.UNPROCESSABLE;
        String message = String.valueOf(failure.getMessage());
        String prefix = name + ": ";
        tell(new ProblemError(name, message.startsWith(prefix) ? message.substring(prefix.length()) : message));
    }

    private void tell(ProblemError error) {
        if (told.size() < MAX_TOLD) {
            told.add(error);
        } else if (!told.contains(error)) {
            untold++;
        }
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    /** @throws InvalidRowsException when there is any */
    void requireNone() {
        if (!told.isEmpty()) {
            ErrorCode code = isInvalid ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNPROCESSABLE;
            throw new InvalidRowsException(code, new ArrayList<>(told), untold);
        }
    }
}
