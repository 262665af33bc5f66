package io.granary.core.view;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plain feature view, compiled: the one place that turns a source row into features, in the stream, in Spark and in
 * materialization. Immutable and safe for threads.
 */
public final class FeatureViewComputation {

    private final FeatureView view;
    private final List<Column> columns;
    private final SourceRows rows;
    private final FeatureExpressions features;

    private FeatureViewComputation(Revision revision, FeatureView view, List<Column> columns) {
        this.view = view;
        this.rows = SourceRows.compile(revision, view, columns);
        this.features = FeatureExpressions.compile(view, columns);
        Set<String> read = rows.references();
        read.addAll(features.references());
        this.columns =
                columns.stream().filter(column -> read.contains(column.name())).toList();
    }

    /**
     * Compiles a view of a revision.
     *
     * @param columns the columns of the view's source; sources that declare none are read from the file first
     * @throws GranaryException naming what does not compile or resolve; FAILED_PRECONDITION for a view of
     *     windows, which have no rows
     */
    public static FeatureViewComputation compile(Revision revision, FeatureView view, List<Column> columns) {
        if (view.isWindowed()) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot compute rows of feature view '" + view.name() + "': its features are windows over events");
        }
        return new FeatureViewComputation(revision, view, columns);
    }

    public FeatureView view() {
        return view;
    }

    /** The source columns that the computation reads, in the source's order. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * Computes the features of one source row.
     *
     * @param row column values, coerced to the declared types
     * @return null when {@code where} does not select the row
     * @throws GranaryException (INVALID_ARGUMENT for a null join key or timestamp, UNPROCESSABLE for an expression that
     *     fails) naming it; a dead letter in a stream
     */
    public @Nullable FeatureRow compute(Variables row) {
        if (!rows.selects(row)) {
            return null;
        }
        return new FeatureRow(rows.keys(row), rows.eventMicros(row), rows.createdMicros(row), features.evaluate(row));
    }
}
