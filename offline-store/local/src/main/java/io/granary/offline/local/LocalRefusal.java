package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;

/** Says what of a request the local engine leaves to Spark. */
public final class LocalRefusal extends GranaryException {

    private static final long serialVersionUID = 1;

    private final String reason;

    LocalRefusal(String reason) {
        super(
                ErrorCode.FAILED_PRECONDITION,
                "Cannot use the local engine: " + reason + " (use the engine spark instead)");
        this.reason = reason;
    }

    /** In a few words. */
    public String reason() {
        return reason;
    }
}
