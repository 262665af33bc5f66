package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import io.granary.http.ProblemError;
import java.util.List;

/** Rows that are refused as a whole, with everything that is wrong with them; the first errors only, if there are many. */
final class InvalidRowsException extends GranaryException implements ProblemDetails {

    private final List<ProblemError> errors;

    /** @param errors at least one */
    InvalidRowsException(ErrorCode code, List<ProblemError> errors, int untold) {
        super(code, message(errors, untold));
        this.errors = List.copyOf(errors);
    }

    private static String message(List<ProblemError> errors, int untold) {
        String first = errors.get(0).name() + ": " + errors.get(0).detail();
        int others = errors.size() - 1 + untold;
        return others == 0 ? first : first + "; and " + others + " more";
    }

    @Override
    public List<ProblemError> errors() {
        return errors;
    }
}
