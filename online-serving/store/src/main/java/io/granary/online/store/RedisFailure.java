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
        if (cause instanceof TimeoutException) {
            return "no answer within " + config.commandTimeout().toMillis() + " ms";
        }
        String message = String.valueOf(cause.getMessage());
        String origin = origin(cause).getMessage();
        return origin == null || message.contains(origin) ? message : message + ": " + origin;
    }

    /** The client says where it could not connect to, and only deep below why: what is wrong with a certificate. */
    private static Throwable origin(Throwable failure) {
        Throwable origin = failure;
        while (origin.getCause() != null) {
            origin = origin.getCause();
        }
        return origin;
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
