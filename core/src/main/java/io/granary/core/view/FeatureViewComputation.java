package io.granary.core.view;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.HashSet;
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
    private final List<SourceColumn> joinKeys;
    private final @Nullable SourceColumn eventTimestamp;
    private final @Nullable SourceColumn createdTimestamp;
    private final @Nullable Expression where;
    private final FeatureExpressions features;

    private FeatureViewComputation(Revision revision, FeatureView view, List<Column> columns) {
        DataSource source = revision.definitions().source(view.source());
        this.view = view;
        this.joinKeys = revision.definitions().joinKeys(view).stream()
                .map(key -> SourceColumn.of(
                        "join key '" + key.name() + "'", view.columnOf(key.name()), key.type(), columns))
                .toList();
        this.eventTimestamp = timestamp("event timestamp", source.eventTimestamp(), columns);
        this.createdTimestamp = timestamp("created timestamp", source.createdTimestamp(), columns);
        this.where = where(view, columns);
        this.features = FeatureExpressions.compile(view, columns);
        Set<String> read = read();
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
        if (!selects(row)) {
            return null;
        }
        Object[] keys = new Object[joinKeys.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = joinKeys.get(i).read(row);
        }
        return new FeatureRow(
                keys,
                eventTimestamp == null ? 0 : micros(eventTimestamp, row),
                createdTimestamp == null ? null : (Long) micros(createdTimestamp, row),
                features.evaluate(row));
    }

    private boolean selects(Variables row) {
        try {
            return where == null || Boolean.TRUE.equals(where.evaluate(row));
        } catch (ExpressionException e) {
            throw FeatureExpressions.located(view, "where", e);
        }
    }

    private Set<String> read() {
        Set<String> read = new HashSet<>(features.references());
        joinKeys.forEach(key -> read.add(key.column().name()));
        if (eventTimestamp != null) {
            read.add(eventTimestamp.column().name());
        }
        if (createdTimestamp != null) {
            read.add(createdTimestamp.column().name());
        }
        if (where != null) {
            read.addAll(where.references());
        }
        return read;
    }

    private static @Nullable Expression where(FeatureView view, List<Column> columns) {
        try {
            return view.where() == null ? null : Expression.compile(view.where(), columns, ScalarType.BOOL);
        } catch (ExpressionException e) {
            throw FeatureExpressions.located(view, "where", e);
        }
    }

    private static @Nullable SourceColumn timestamp(String name, @Nullable String column, List<Column> columns) {
        return column == null ? null : SourceColumn.of(name, column, ScalarType.TIMESTAMP, columns);
    }

    private static long micros(SourceColumn timestamp, Variables row) {
        return EpochMicros.of((Instant) timestamp.read(row));
    }
}
