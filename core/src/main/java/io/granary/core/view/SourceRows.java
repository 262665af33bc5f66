package io.granary.core.view;

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
 * What every feature view reads of its source's rows, compiled: which rows it selects, and their join keys and timestamps.
 * Immutable and safe for threads.
 */
public final class SourceRows {

    private final FeatureView view;
    private final List<SourceColumn> joinKeys;
    private final @Nullable SourceColumn eventTimestamp;
    private final @Nullable SourceColumn createdTimestamp;
    private final @Nullable Expression where;

    private SourceRows(Revision revision, FeatureView view, List<Column> columns) {
        DataSource source = revision.definitions().source(view.source());
        this.view = view;
        this.joinKeys = revision.definitions().joinKeys(view).stream()
                .map(key -> SourceColumn.of(
                        "join key '" + key.name() + "'", view.columnOf(key.name()), key.type(), columns))
                .toList();
        this.eventTimestamp = timestamp("event timestamp", source.eventTimestamp(), columns);
        this.createdTimestamp = timestamp("created timestamp", source.createdTimestamp(), columns);
        this.where = where(view, columns);
    }

    /**
     * Compiles a view of a revision.
     *
     * @param columns the columns of the view's source
     * @throws io.granary.core.GranaryException naming what does not compile or resolve
     */
    public static SourceRows compile(Revision revision, FeatureView view, List<Column> columns) {
        return new SourceRows(revision, view, columns);
    }

    /** @throws io.granary.core.GranaryException (UNPROCESSABLE) when {@code where} fails */
    public boolean selects(Variables row) {
        try {
            return where == null || Boolean.TRUE.equals(where.evaluate(row));
        } catch (ExpressionException e) {
            throw FeatureExpressions.located(view, "where", e);
        }
    }

    /**
     * The values of the view's join keys, in the order of the definition; none is null.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) for a null one
     */
    public Object[] keys(Variables row) {
        Object[] keys = new Object[joinKeys.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = joinKeys.get(i).read(row);
        }
        return keys;
    }

    /**
     * Event timestamp in epoch microseconds; 0 for a static table.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) for a null one
     */
    public long eventMicros(Variables row) {
        return eventTimestamp == null ? 0 : micros(eventTimestamp, row);
    }

    /** Created timestamp in epoch microseconds, or null when the source declares none. */
    @Nullable
    Long createdMicros(Variables row) {
        return createdTimestamp == null ? null : (Long) micros(createdTimestamp, row);
    }

    /** The names of the columns that are read. */
    public Set<String> references() {
        Set<String> references = new HashSet<>();
        joinKeys.forEach(key -> references.add(key.column().name()));
        if (eventTimestamp != null) {
            references.add(eventTimestamp.column().name());
        }
        if (createdTimestamp != null) {
            references.add(createdTimestamp.column().name());
        }
        if (where != null) {
            references.addAll(where.references());
        }
        return references;
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
