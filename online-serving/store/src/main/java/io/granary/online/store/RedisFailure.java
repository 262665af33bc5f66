package io.granary.online.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisLoadingException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What the failures of Redis' client mean: it does not answer now, or it refuses and will again. */
final class RedisFailure {

    private static final List<String> PASSING = List.of(
            "LOADING ",
            "BUSY ",
            "CLUSTERDOWN",
            "MOVED",
            "ASK",
            "TRYAGAIN",
            "READONLY",
            "MASTERDOWN",
            "NOREPLICAS",
            "UNBLOCKED");

    private final RedisConfig config;

    RedisFailure(RedisConfig config) {
        this.config = config;
    }

    GranaryException of(String verb, Throwable failure) {
        Throwable cause = unwrap(failure);
        String message = "Cannot " + verb + " Redis at " + config.address() + ": " + reason(cause);
        return new GranaryException(code(cause), message, cause);
    }

    static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private String reason(Throwable cause) {
        return cause instanceof TimeoutException
                ? "no answer within " + config.commandTimeout().toMillis() + " ms"
                : String.valueOf(cause.getMessage());
    }

    /** What servers say while another takes their place, or slots move. */
    static boolean isPassing(String message) {
        return PASSING.stream().anyMatch(message::startsWith);
    }

    /** Whether a server has become a replica, so that another takes the writes now. */
    static boolean saysReadOnly(Throwable failure) {
        return String.valueOf(unwrap(failure).getMessage()).startsWith("READONLY");
    }

    private static ErrorCode code(Throwable cause) {
        boolean refused = cause instanceof RedisCommandExecutionException
                && !(cause instanceof RedisLoadingException)
                && !(cause instanceof RedisBusyException)
                && !isPassing(String.valueOf(cause.getMessage()));
        return refused ? ErrorCode.FAILED_PRECONDITION : ErrorCode.UNAVAILABLE;
    }
}
