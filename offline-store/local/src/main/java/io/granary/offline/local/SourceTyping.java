package io.granary.offline.local;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.plan.SourceAtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the table of a {@link TypedSource}: a view where SQL can type every column, else a copy that core has typed. */
final class SourceTyping {

    private static final long MICROS_PER_MILLI = 1_000;

    private final Database database;
    private final TypedSource source;
    private final Failures failures;

    SourceTyping(Database database, TypedSource source, Failures failures) {
        this.database = database;
        this.source = source;
        this.failures = failures;
    }

    void create() {
        List<String> columns = new ArrayList<>();
        for (Column column : source.columns()) {
            FileColumn file = file(column);
            String cast = LosslessCast.of(file.sql(), file.type(), column.type());
            if (cast == null) {
                createCopy();
                return;
            }
            columns.add(cast + " AS " + source.column(column.name()));
        }
        createView(
                source.file().relation(),
                columns,
                name -> "epoch_us(" + requireNonNull(source.file().find(name)).sql() + ")");
    }

    private void createCopy() {
        String copy = source.name() + "_typed";
        Map<String, DataType> types = new LinkedHashMap<>();
        source.columns().forEach(column -> types.put(source.column(column.name()), column.type()));
        try (Filling rows = Filling.create(database, copy, types)) {
            List<Cell> cells = source.columns().stream()
                    .map(column -> Cell.of(file(column).sql(), file(column).type()))
                    .toList();
            database.stream(
                    "SELECT " + Sql.list(cells, Cell::sql) + " FROM "
                            + source.file().relation(),
                    row -> copy(row, cells, rows));
        }
        createView(copy, new ArrayList<>(types.keySet()), name -> "epoch_us(" + source.column(name) + ")");
    }

    private void copy(ResultSet row, List<Cell> cells, Filling rows) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.get(i).read(row, i + 1);
        }
        try {
            rows.add(coerced(values));
        } catch (GranaryException e) {
            failures.add(FailedRow.text(source, values, e));
        }
    }

    private @Nullable Object[] coerced(@Nullable Object[] values) {
        @Nullable Object[] coerced = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Column column = source.columns().get(i);
            coerced[i] = Coercion.coerce(values[i], column.type(), column.name());
        }
        return coerced;
    }

    /** @param micros a time column in epoch microseconds, in SQL */
    private void createView(String relation, List<String> columns, UnaryOperator<String> micros) {
        SourceAtRest atRest = source.atRest();
        String eventColumn = atRest.source().eventTimestamp();
        String event = eventColumn == null ? "CAST(0 AS BIGINT)" : micros.apply(eventColumn);
        StreamSource.History history = atRest.history();
        long delay = history == null ? 0 : history.delay().toMillis() * MICROS_PER_MILLI;
        String arrival = delay == 0 ? event : event + " + " + delay;
        String created = atRest.createdTimestamp();
        boolean hasCreated = created != null && source.file().find(created) != null;
        List<String> selected = new ArrayList<>(columns);
        selected.add(event + " AS " + TypedSource.EVENT);
        selected.add((hasCreated ? "coalesce(" + micros.apply(created) + ", " + arrival + ")" : arrival) + " AS "
                + TypedSource.CREATED);
        database.run("CREATE VIEW " + source.name() + " AS SELECT " + String.join(", ", selected) + " FROM " + relation
                + (history == null
                        ? ""
                        : " WHERE (" + event + ") IS NULL OR " + event + " < " + EpochMicros.of(history.until())));
    }

    private FileColumn file(Column column) {
        return requireNonNull(source.file().find(column.name()), column.name());
    }
}
