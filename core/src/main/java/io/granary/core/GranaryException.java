package io.granary.core;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A failure with a code that tells the caller what to do, and a message that says what was wrong, where, and what was
 * expected. Messages of bad input read {@code name: value (expected: rule)}, those of failed actions {@code Cannot
 * <verb> <what>: <reason>}.
 */
public class GranaryException extends RuntimeException {

    private final ErrorCode code;

    public GranaryException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public GranaryException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code");
    }

    /** Bad input: {@code name: value (expected: rule)}. */
    public static GranaryException invalid(String name, @Nullable Object value, String expected) {
        return new GranaryException(ErrorCode.INVALID_ARGUMENT, name + ": " + value + " (expected: " + expected + ")");
    }

    /** A named thing that does not exist, such as {@code feature view: 'drivers' does not exist}. */
    public static GranaryException notFound(String kind, String name) {
        return new GranaryException(ErrorCode.NOT_FOUND, kind + ": '" + name + "' does not exist");
    }

    public ErrorCode code() {
        return code;
    }
}
