package io.granary.core.expression;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled CEL expression over typed columns. Immutable and safe for threads.
 *
 * <p>Null is SQL's: an operand that is null makes the result null, except {@code false && null} (false), {@code true ||
 * null} (true), {@code isNull(x)} and {@code default(x, v)}.
 */
public final class Expression {

    private Expression() {}

    /**
     * Compiles and type-checks. An int result for a FLOAT64 type is refused like any other mismatch.
     *
     * @param variables the columns that the expression may name
     * @throws ExpressionException when the text does not parse, names something else, or has another result type
     */
    public static Expression compile(String text, List<Column> variables, DataType result) {
        throw new UnsupportedOperationException();
    }

    public String text() {
        throw new UnsupportedOperationException();
    }

    public DataType resultType() {
        throw new UnsupportedOperationException();
    }

    /** The variables that the expression mentions. */
    public Set<String> references() {
        throw new UnsupportedOperationException();
    }

    /**
     * Evaluates.
     *
     * @return the result as its type's Java class, or null
     * @throws ExpressionException when the evaluation fails: overflow, division by zero, a result that does not fit
     */
    public @Nullable Object evaluate(Variables variables) {
        throw new UnsupportedOperationException();
    }
}
