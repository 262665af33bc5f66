package io.granary.offline.local;

import io.granary.core.definition.FeatureView;
import io.granary.core.expression.Variables;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the table behind a view, as a training set reads them, one by one. Whoever opens it closes it. */
public final class TableRows implements AutoCloseable {

    private final Database database;
    private final TypedSource source;

    /** Sees one row. */
    @FunctionalInterface
    public interface Listener {

        /** @param createdMicros the created timestamp, else the arrival; epoch microseconds */
        void row(Variables row, long createdMicros);
    }

    private TableRows(Database database, TypedSource source) {
        this.database = database;
        this.source = source;
    }

    /**
     * Opens the table of a view that a request asks for.
     *
     * @throws io.granary.core.GranaryException naming what the table lacks
     */
    public static TableRows open(LocalEngineConfig config, TrainingSetRequest request, FeatureView view) {
        Database database = Database.open(config);
        boolean isOpen = false;
        try {
            Failures failures = new Failures();
            TypedSource source = new TypedSources(database, request, TrainingSetPlan.of(request), failures).of(view);
            failures.requireNone();
            isOpen = true;
            return new TableRows(database, source);
        } finally {
            if (!isOpen) {
                database.close();
            }
        }
    }

    /** Every column that the table has, typed. */
    public List<Column> columns() {
        return source.known();
    }

    /** What the table is called. */
    public String name() {
        return source.tableName();
    }

    public void forEach(Listener listener) {
        List<Cell> cells = source.columns().stream()
                .map(column -> Cell.of(source.column(column.name()), DuckTypes.toDuck(column.type())))
                .toList();
        database.stream(
                "SELECT " + TypedSource.CREATED + ", " + Sql.list(cells, Cell::sql) + " FROM " + source.name(), row -> {
                    @Nullable Object[] values = values(cells, row);
                    listener.row(name -> values[source.position(name)], row.getLong(1));
                });
    }

    private @Nullable Object[] values(List<Cell> cells, ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = source.columns().get(i);
            values[i] = Coercion.coerce(cells.get(i).read(row, i + 2), column.type(), column.name());
        }
        return values;
    }

    @Override
    public void close() {
        database.close();
    }
}
