package io.granary.offline.local;

import io.granary.core.definition.FeatureView;
import io.granary.core.type.Column;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.SourceRow;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.List;
import java.util.function.Consumer;

/** The rows of the table behind a view, as a training set reads them, one by one. Whoever opens it closes it. */
public final class TableRows implements AutoCloseable {

    private final Database database;
    private final TypedSource source;

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

    /** Shows each row, whose created timestamp, where it has none, is its arrival. */
    public void forEach(Consumer<SourceRow> listener) {
        SourceCells cells = SourceCells.of(source);
        database.stream(
                "SELECT " + TypedSource.CREATED + ", " + cells.sql() + " FROM " + source.name(),
                row -> listener.accept(cells.read(row, 2, row.getLong(1))));
    }

    @Override
    public void close() {
        database.close();
    }
}
