package io.granary.registry.server;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import io.granary.http.ProblemError;
import io.granary.registry.client.Consequence;
import io.granary.registry.client.Plan;
import java.util.List;

/** An apply that would break what others use, and was not allowed to. */
public final class BreakingChangeException extends GranaryException implements ProblemDetails {

    private final List<Consequence> breakages;

    BreakingChangeException(Plan plan) {
        super(
                ErrorCode.UNPROCESSABLE,
                "Cannot apply to project '" + plan.project()
                        + "': it would break what others use; if that is meant, allow it (--allow-breaking, over HTTP"
                        + " \"allowBreaking\": true)");
        this.breakages = plan.breakages();
    }

    public List<Consequence> breakages() {
        return breakages;
    }

    @Override
    public List<ProblemError> errors() {
        return breakages.stream()
                .map(breakage -> new ProblemError(breakage.kind().text() + " " + breakage.name(), breakage.sentence()))
                .toList();
    }
}
