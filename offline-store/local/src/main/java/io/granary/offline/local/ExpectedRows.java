package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ExpectationCheck.Freshness;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.ExpectationCheck.Unique;
import io.granary.core.expectation.RowExpectation;
import io.granary.core.expression.Expression;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.plan.SourceAtRest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source at rest, of which something is expected. DuckDB counts rows with equal values, so that core looks
 * at each combination of values once.
 */
final class ExpectedRows {

    private final Database database;
    private final TypedSource source;
    private final long rows;

    private ExpectedRows(Database database, TypedSource source) {
        this.database = database;
        this.source = source;
        this.rows = database.number("SELECT count(*) FROM " + source.name());
    }

    /**
     * What was found.
     *
     * @param rows that were looked at
     * @param example of what is wrong; null: nothing is
     */
    record Finding(long rows, long failed, @Nullable String example) {}

    /**
     * Opens them.
     *
     * @param read the columns that are looked at
     * @param name unique among the tables of the database
     */
    static ExpectedRows open(Database database, SourceAtRest atRest, FileTable file, List<Column> read, String name) {
        List<Column> columns = new ArrayList<>(read);
        addTime(atRest.source().eventTimestamp(), file, columns);
        addTime(atRest.createdTimestamp(), file, columns);
        columns.forEach(column -> requireColumn(file, column.name()));
        TypedSource source = new TypedSource(atRest, name, file, columns, List.copyOf(columns));
        Failures failures = new Failures();
        new SourceTyping(database, source, failures).create();
        failures.requireNone();
        return new ExpectedRows(database, source);
    }

    private static void addTime(@Nullable String name, FileTable file, List<Column> columns) {
        if (name != null
                && file.find(name) != null
                && columns.stream().noneMatch(column -> column.name().equals(name))) {
            columns.add(new Column(name, ScalarType.TIMESTAMP));
        }
    }

    private static void requireColumn(FileTable file, String column) {
        if (file.find(column) == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read " + file.what() + ": it has no column '" + column + "' (it has "
                            + String.join(", ", file.names()) + ")");
        }
    }

    /** What there is to say of the table as a whole. */
    Finding table(ExpectationCheck check, Instant now) {
        if (check instanceof RowCount count) {
            boolean holds =
                    (count.min() == null || rows >= count.min()) && (count.max() == null || rows <= count.max());
            return holds ? holds() : whole(rows + " rows (expected: " + count.expected() + ")");
        }
        if (check instanceof Freshness freshness) {
            return fresh(freshness, now);
        }
        return unique((Unique) check);
    }

    private Finding fresh(Freshness freshness, Instant now) {
        long newest = rows == 0 ? 0 : database.number("SELECT max(" + TypedSource.EVENT + ") FROM " + source.name());
        Instant oldest = now.minus(freshness.within()).truncatedTo(ChronoUnit.MICROS);
        if (rows > 0 && !EpochMicros.toInstant(newest).isBefore(oldest)) {
            return holds();
        }
        String found = rows == 0 ? "no row" : "the newest row is of " + EpochMicros.toInstant(newest);
        return whole(found + " (expected: at or after " + oldest + ")");
    }

    /** Counts rows that repeat another. */
    private Finding unique(Unique unique) {
        List<String> columns = unique.columns().stream().map(source::column).toList();
        String names = String.join(", ", columns);
        String groups = "SELECT " + names + ", count(*) AS n FROM " + source.name()
                + Sql.where(
                        columns.stream().map(column -> column + " IS NOT NULL").toList())
                + " GROUP BY " + names + " HAVING count(*) > 1";
        long repeated = database.number("SELECT coalesce(sum(n - 1), 0) FROM (" + groups + ")");
        if (repeated == 0) {
            return holds();
        }
        List<String> first = new ArrayList<>();
        String shown = "concat_ws(', ', " + Sql.list(columns, column -> "CAST(" + column + " AS VARCHAR)") + ")";
        database.stream(
                "SELECT " + shown + ", n FROM (" + groups + ") ORDER BY n DESC, 1 LIMIT 1",
                row -> first.add(row.getString(1) + " is there " + row.getLong(2) + " times"));
        return new Finding(rows, repeated, first.get(0) + " (expected: " + unique.expected() + ")");
    }

    /**
     * What there is to say of single rows.
     *
     * @param selects the rows that are looked at; null: all
     */
    Finding rows(RowExpectation expectation, @Nullable Expression selects) {
        if (selects == null && isWithin(expectation)) {
            return holds();
        }
        Set<String> names = new LinkedHashSet<>();
        expectation.columns().forEach(column -> names.add(column.name()));
        if (selects != null) {
            names.addAll(selects.references());
        }
        List<Column> read = names.stream().map(source::typed).toList();
        Tally tally = new Tally(expectation, selects);
        groups(read, tally);
        return tally.finding();
    }

    /** Whether the least and the greatest value are within a range, so that all are. */
    private boolean isWithin(RowExpectation expectation) {
        if (!(expectation.expectation().check() instanceof Range range) || rows == 0) {
            return false;
        }
        List<Column> read = expectation.columns();
        if (read.size() != 1 || !read.get(0).name().equals(range.column())) {
            return false;
        }
        String column = source.column(range.column());
        Tally tally = new Tally(expectation, null);
        String bounds = "(SELECT min(" + column + ") AS " + column + " FROM " + source.name() + " UNION ALL SELECT max("
                + column + ") FROM " + source.name() + ")";
        groups(read, bounds, tally);
        return tally.finding().failed() == 0;
    }

    private void groups(List<Column> read, Tally tally) {
        groups(read, source.name(), tally);
    }

    private void groups(List<Column> read, String relation, Tally tally) {
        List<Cell> cells = read.stream()
                .map(column -> Cell.of(source.column(column.name()), DuckTypes.toDuck(column.type())))
                .toList();
        String columns = cells.stream().map(cell -> cell.sql() + ", ").collect(Collectors.joining());
        database.stream(
                "SELECT " + columns + "count(*) FROM " + relation + " GROUP BY ALL",
                row -> tally.add(values(read, cells, row), row.getLong(cells.size() + 1)));
    }

    private static Map<String, @Nullable Object> values(List<Column> read, List<Cell> cells, ResultSet row)
            throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            Column column = read.get(i);
            values.put(column.name(), Coercion.coerce(cells.get(i).read(row, i + 1), column.type(), column.name()));
        }
        return values;
    }

    private Finding holds() {
        return new Finding(rows, 0, null);
    }

    private Finding whole(String wrong) {
        return new Finding(rows, 1, wrong);
    }

    /** Counts rows, combination by combination. */
    private static final class Tally {

        private final RowExpectation expectation;
        private final @Nullable Expression selects;
        private long rows;
        private long failed;
        private @Nullable String example;

        Tally(RowExpectation expectation, @Nullable Expression selects) {
            this.expectation = expectation;
            this.selects = selects;
        }

        void add(Map<String, @Nullable Object> values, long count) {
            if (selects != null && !Boolean.TRUE.equals(selects.evaluate(values::get))) {
                return;
            }
            rows += count;
            if (!expectation.holds(values::get)) {
                failed += count;
                example = example == null ? expectation.failure(values::get) : example;
            }
        }

        Finding finding() {
            return new Finding(rows, failed, example);
        }
    }
}
