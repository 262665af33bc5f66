package io.granary.core.expression;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import org.jspecify.annotations.Nullable;

/** An expression that does not compile (INVALID_ARGUMENT, with a position) or does not evaluate (UNPROCESSABLE). */
public final class ExpressionException extends GranaryException {

    private final int line;
    private final int column;

    ExpressionException(ErrorCode code, String message, int line, int column, @Nullable Throwable cause) {
        super(code, message, cause);
        this.line = line;
        this.column = column;
    }

    /** Line of the problem within the expression's text, from 1; 0 when unknown. */
    public int line() {
        return line;
    }

    /** Column of the problem within its line, from 1; 0 when unknown. */
    public int column() {
        return column;
    }

    /** The same failure, told where it is, such as in a feature of a view. */
    public GranaryException at(String place) {
        return new GranaryException(code(), place + ": " + getMessage(), this);
    }
}
