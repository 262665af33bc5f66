package io.granary.core.expectation;

import io.granary.core.GranaryException;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expectation about single rows, compiled: the one place that says whether a row of a source is as expected, in the
 * stream and at rest. Immutable and safe for threads.
 */
public final class RowExpectation {

    private final Expectation expectation;
    private final ExpectationCheck.OfRow check;
    private final List<Column> columns;
    private final Expression holds;
    private final @Nullable Expression value;

    private RowExpectation(
            Expectation expectation, ExpectationCheck.OfRow check, String subject, List<Column> columns) {
        this.expectation = expectation;
        this.check = check;
        this.columns = List.copyOf(columns);
        try {
            value = check instanceof NotNull
                    ? null
                    : Expression.compile(subject, columns, Expression.scalarType(subject, columns));
            holds = Expression.compile(RowCheckText.of(check, subject), columns, ScalarType.BOOL);
        } catch (ExpressionException e) {
            throw e.at("expectation '" + expectation.name() + "'");
        }
    }

    /**
     * Those of a source about single rows.
     *
     * @param columns of the source
     * @throws GranaryException naming one that does not compile
     */
    public static List<RowExpectation> of(DataSource source, List<Column> columns) {
        return ofRows(source.expectations())
                .map(expectation -> new RowExpectation(
                        expectation, check(expectation), check(expectation).column(), columns))
                .toList();
    }

    /**
     * Those of a view of rows, asked of the rows that its features are computed from.
     *
     * @param columns of the view's source
     * @throws GranaryException naming one that does not compile
     */
    public static List<RowExpectation> of(FeatureView view, List<Column> columns) {
        return ofRows(view.expectations())
                .map(expectation ->
                        new RowExpectation(expectation, check(expectation), subject(view, check(expectation)), columns))
                .toList();
    }

    /** CEL over the columns of a source that is true for rows which are as expected. */
    public static String text(ExpectationCheck.OfRow check) {
        return RowCheckText.of(check, check.column());
    }

    /** CEL over the columns of a view's source that is true for rows whose feature is as expected. */
    public static String text(ExpectationCheck.OfRow check, FeatureView view) {
        return RowCheckText.of(check, subject(view, check));
    }

    private static Stream<Expectation> ofRows(List<Expectation> expectations) {
        return expectations.stream().filter(each -> each.check() instanceof ExpectationCheck.OfRow);
    }

    private static ExpectationCheck.OfRow check(Expectation expectation) {
        return (ExpectationCheck.OfRow) expectation.check();
    }

    private static String subject(FeatureView view, ExpectationCheck.OfRow check) {
        Feature feature = view.findFeature(check.column());
        if (feature == null) {
            throw GranaryException.notFound("feature", view.name() + ":" + check.column());
        }
        return feature.expression().equals(check.column()) ? check.column() : "(" + feature.expression() + ")";
    }

    public Expectation expectation() {
        return expectation;
    }

    /** The source's columns that it reads. */
    public List<Column> columns() {
        return columns.stream()
                .filter(column -> holds.references().contains(column.name()))
                .toList();
    }

    /**
     * Whether a row is as expected.
     *
     * @param row column values, coerced to the declared types
     * @throws GranaryException (UNPROCESSABLE) when a feature's expression fails
     */
    public boolean holds(Variables row) {
        return Boolean.TRUE.equals(holds.evaluate(row));
    }

    /** What is wrong with a row that is not as expected. */
    public String failure(Variables row) {
        return expectation.name() + ": " + check.column() + " is " + shown(row) + " (expected: " + check.expected()
                + ")";
    }

    private String shown(Variables row) {
        Object looked = value == null ? null : value.evaluate(row);
        return looked instanceof String text ? '"' + text + '"' : String.valueOf(looked);
    }
}
