package io.granary.core.expression;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
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

    /** Characters that a text has at most. */
    public static final int MAX_LENGTH = CelCompilation.MAX_LENGTH;

    private final String text;
    private final DataType resultType;
    private final Set<String> references;
    private final Evaluation evaluation;

    Expression(String text, DataType resultType, Set<String> references, Evaluation evaluation) {
        this.text = text;
        this.resultType = resultType;
        this.references = Set.copyOf(references);
        this.evaluation = evaluation;
    }

    /**
     * Compiles and type-checks. An int result for a FLOAT64 type is refused like any other mismatch. A double result
     * for a FLOAT32 type is rounded to the nearest; an int result for an INT32 type must fit when it is evaluated.
     *
     * @param variables the columns that the expression may name
     * @throws ExpressionException when the text does not parse, names something else, or has another result type
     */
    public static Expression compile(String text, List<Column> variables, DataType result) {
        String name = text.strip();
        for (Column variable : variables) {
            if (variable.name().equals(name) && variable.type().equals(result)) {
                return new Expression(text, result, Set.of(name), row -> row.value(name));
            }
        }
        return new CelCompilation(text, variables).compile(result);
    }

    /**
     * The type of a text's result: of a bare column its own, else the widest that CEL's type stands for.
     *
     * @param variables the columns that the expression may name
     * @throws ExpressionException when the text does not parse, names something else, or gives no scalar
     */
    public static ScalarType scalarType(String text, List<Column> variables) {
        String name = text.strip();
        for (Column variable : variables) {
            if (variable.name().equals(name) && variable.type() instanceof ScalarType type) {
                return type;
            }
        }
        return new CelCompilation(text, variables).scalarType();
    }

    /**
     * The names that a text reads: columns or inputs, neither functions nor variables that a macro binds. Unlike {@link
     * #references()} it asks for no types.
     *
     * @throws ExpressionException when the text does not parse
     */
    public static Set<String> namesIn(String text) {
        return FreeNames.of(text);
    }

    public String text() {
        return text;
    }

    public DataType resultType() {
        return resultType;
    }

    /** The variables that the expression mentions. */
    public Set<String> references() {
        return references;
    }

    /**
     * Evaluates.
     *
     * @return the result as its type's Java class, or null
     * @throws ExpressionException when the evaluation fails: overflow, division by zero, a result that does not fit
     */
    public @Nullable Object evaluate(Variables variables) {
        return evaluation.evaluate(variables);
    }

    @Override
    public String toString() {
        return text;
    }
}
