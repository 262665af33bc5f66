package io.granary.registry.server;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import java.util.Map;

/** A change whose {@code If-Match} names another state than the present one. */
final class StaleTagException extends GranaryException implements ProblemDetails {

    private static final int PRECONDITION_FAILED = 412;

    private final int newest;

    StaleTagException(String given, int newest) {
        super(
                ErrorCode.FAILED_PRECONDITION,
                "If-Match: " + given + " (expected: the tag of revision " + newest + ", which is the newest)");
        this.newest = newest;
    }

    @Override
    public int status(int ofCode) {
        return PRECONDITION_FAILED;
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("newestRevision", newest);
    }
}
