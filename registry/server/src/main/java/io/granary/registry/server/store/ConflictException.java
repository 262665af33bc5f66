package io.granary.registry.server.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import java.util.Map;

/** An apply that lost: another one made a newer revision than the one it was planned on. */
public final class ConflictException extends GranaryException implements ProblemDetails {

    private final int newest;

    public ConflictException(String project, int base, int newest) {
        super(
                ErrorCode.CONFLICT,
                "Cannot apply to project '" + project + "': it was planned on revision " + base + ", and revision "
                        + newest + " is the newest; plan again");
        this.newest = newest;
    }

    /** Number of the newest revision. */
    public int newest() {
        return newest;
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("newestRevision", newest);
    }
}
