package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;

/** What the local engine leaves to the other one. */
final class LocalLimits {

    private LocalLimits() {}

    /** @param reason what the request has that this engine does not do */
    static GranaryException refused(String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot use the local engine: " + reason + "; use --engine spark");
    }
}
