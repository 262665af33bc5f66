package io.granary.registry.server.validation;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import io.granary.http.ProblemError;
import java.util.List;

/** Definitions that may not become a revision, with every rule that they break. */
public final class InvalidDefinitionsException extends GranaryException implements ProblemDetails {

    private final transient List<Violation> violations;

    InvalidDefinitionsException(List<Violation> violations) {
        super(
                ErrorCode.INVALID_ARGUMENT,
                "definitions: " + violations.size() + " problems (expected: definitions that fit together)");
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }

    @Override
    public List<ProblemError> errors() {
        return violations.stream()
                .map(violation -> new ProblemError(violation.location(), detail(violation)))
                .toList();
    }

    private static String detail(Violation violation) {
        return violation.hint() == null ? violation.message() : violation.message() + "; " + violation.hint();
    }
}
