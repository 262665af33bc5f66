package io.granary.core.view;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plain feature view, compiled: the one place that turns a source row into features, in the stream, in Spark and in
 * materialization. Immutable and safe for threads.
 */
public final class FeatureViewComputation {

    private FeatureViewComputation() {}

    /**
     * Compiles a view of a revision.
     *
     * @param columns the columns of the view's source; sources that declare none are read from the file first
     * @throws io.granary.core.GranaryException naming what does not compile or resolve
     */
    public static FeatureViewComputation compile(Revision revision, FeatureView view, List<Column> columns) {
        throw new UnsupportedOperationException();
    }

    public FeatureView view() {
        throw new UnsupportedOperationException();
    }

    /** The source columns that the computation reads. */
    public List<Column> columns() {
        throw new UnsupportedOperationException();
    }

    /**
     * Computes the features of one source row.
     *
     * @param row column values, coerced to the declared types
     * @return null when {@code where} does not select the row
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT for a null join key or event timestamp, UNPROCESSABLE
     *     for an expression that fails) naming it; a dead letter in a stream
     */
    public @Nullable FeatureRow compute(Variables row) {
        throw new UnsupportedOperationException();
    }
}
