package io.granary.http;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.contract.Violation;
import java.util.List;

/** A request that the contract does not allow, with everything that is wrong with it. */
final class InvalidRequest extends GranaryException implements ProblemDetails {

    private final List<ProblemError> errors;

    /** @param violations at least one */
    InvalidRequest(List<Violation> violations) {
        super(ErrorCode.INVALID_ARGUMENT, message(violations));
        this.errors = violations.stream()
                .map(violation -> new ProblemError(violation.name(), violation.detail()))
                .toList();
    }

    private static String message(List<Violation> violations) {
        String first = violations.get(0).toString();
        return violations.size() == 1 ? first : first + "; and " + (violations.size() - 1) + " more";
    }

    @Override
    public List<ProblemError> errors() {
        return errors;
    }
}
