package io.granary.http;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Map;
import java.util.UUID;

/** A failure that nobody expected: callers see the id under which the log has it, and nothing of its inside. */
final class UnexpectedFailure extends GranaryException implements ProblemDetails {

    private final String id;

    UnexpectedFailure(Throwable cause) {
        this(cause, UUID.randomUUID().toString());
    }

    private UnexpectedFailure(Throwable cause, String id) {
        super(ErrorCode.INTERNAL, "Unexpected failure; the server's log has it under id " + id, cause);
        this.id = id;
    }

    String id() {
        return id;
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("id", id);
    }
}
