package io.granary.ingestion.erasure;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import io.granary.http.ProblemError;
import java.util.List;

/** An order that cannot be carried out as it is, with everything that is wrong with it. */
final class RefusedErasure extends GranaryException implements ProblemDetails {

    private final List<ProblemError> errors;

    /** @param errors at least one */
    RefusedErasure(ErrorCode code, List<ProblemError> errors) {
        super(code, message(errors));
        this.errors = List.copyOf(errors);
    }

    private static String message(List<ProblemError> errors) {
        String first = errors.get(0).name() + ": " + errors.get(0).detail();
        return errors.size() == 1 ? first : first + "; and " + (errors.size() - 1) + " more";
    }

    @Override
    public List<ProblemError> errors() {
        return errors;
    }
}
