package io.granary.http;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.contract.Violation;
import java.util.List;

/** A request that cannot be carried out as it is, with everything that is wrong with it. */
public final class InvalidRequest extends GranaryException implements ProblemDetails {

    private final List<ProblemError> errors;

    /** @param errors at least one */
    public InvalidRequest(ErrorCode code, List<ProblemError> errors) {
        super(code, message(errors));
        this.errors = List.copyOf(errors);
    }

    /** What the contract does not allow. */
    static InvalidRequest of(List<Violation> violations) {
        return new InvalidRequest(
                ErrorCode.INVALID_ARGUMENT,
                violations.stream()
                        .map(violation -> new ProblemError(violation.name(), violation.detail()))
                        .toList());
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
