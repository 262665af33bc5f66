package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.ProblemDetails;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** A failed request of the Open Inference Protocol, whose clients read the reason in the member {@code error}. */
final class InferenceFailure extends GranaryException implements ProblemDetails {

    private final String reason;

    private InferenceFailure(GranaryException cause) {
        super(cause.code(), String.valueOf(cause.getMessage()), cause);
        this.reason = String.valueOf(cause.getMessage());
    }

    /** The failure as the protocol tells it; a failure that nobody expected stays what it is. */
    static Throwable of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new InferenceFailure(
                    new GranaryException(ErrorCode.DEADLINE_EXCEEDED, "Cannot predict: no answer in time", cause));
        }
        return cause instanceof GranaryException known ? new InferenceFailure(known) : cause;
    }

    @Override
    public Map<String, Object> members() {
        return Map.of("error", reason);
    }
}
