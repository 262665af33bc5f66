package io.granary.registry.server.store;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The one place that turns a failure of the database into an error for the caller. */
final class DatabaseFailures {

    private DatabaseFailures() {}

    /**
     * UNAVAILABLE with the database's own reason, when that is a state that can pass; else the failure itself, which is a
     * mistake of ours.
     *
     * @param verb what could not be done, such as {@code open}
     */
    static RuntimeException of(String verb, Dialect dialect, RuntimeException failure) {
        SQLException reason = reason(failure);
        if (reason != null && dialect.isMistake(reason)) {
            return failure;
        }
        return new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot " + verb + " the registry's database: " + firstLine(reason == null ? failure : reason),
                failure);
    }

    /** The innermost, as connection pools wrap what the driver says. */
    private static @Nullable SQLException reason(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = cause instanceof SQLException sql ? sql : found;
        }
        return found;
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
