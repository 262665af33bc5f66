package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.plan.FrameColumns;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The entity frame as two tables: {@value #ROWS}, its rows as they come, numbered by DuckDB's {@code rowid}; and
 * {@value #PROBES}, with that number, the moment in epoch microseconds, and the columns that the plan needs, typed.
 */
final class FrameTable {

    static final String ROWS = "frame";
    static final String PROBES = "probes";

    private static final String FRAME = "entity frame";
    private static final String TEXT = "frame_text";

    private final Database database;
    private final FileTable file;
    private final TrainingSetRequest request;
    private final List<Column> typed;
    private final List<FileColumn> columns = new ArrayList<>();

    private FrameTable(Database database, FileTable file, TrainingSetRequest request, List<Column> typed) {
        this.database = database;
        this.file = file;
        this.request = request;
        this.typed = typed;
    }

    /** @throws GranaryException naming a column that is missing, has the name of a feature, or a value that does not fit */
    static FrameTable load(Database database, TrainingSetRequest request, TrainingSetPlan plan) {
        boolean isCsv = !(request.frame() instanceof TableSnapshot)
                && request.entities().endsWith(".csv");
        FileTable file = open(database, request);
        FrameColumns.require(file.names(), request, plan);
        FrameTable frame = new FrameTable(database, file, request, FrameColumns.typed(request, plan));
        if (isCsv) {
            frame.loadText();
        } else {
            new PageChecksums(FRAME).require(file.files(), null, null, SeenTimes.ALL);
            frame.loadTyped();
        }
        return frame;
    }

    private static FileTable open(Database database, TrainingSetRequest request) {
        if (request.frame() instanceof TableSnapshot snapshot) {
            return new SnapshotTables(database).open(FRAME, snapshot);
        }
        FileTables files = new FileTables(database);
        return request.frame() instanceof ObjectTable objects
                ? files.open(FRAME, objects)
                : files.open(FRAME, Path.of(request.entities()));
    }

    /** The columns of {@value #ROWS}, in the order of the file. */
    List<FileColumn> columns() {
        return columns;
    }

    List<Path> files() {
        return file.files();
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a file that changed since the frame was opened */
    void requireUnchanged() {
        file.read().requireUnchanged();
    }

    /** The column of {@value #PROBES} that holds a column of the frame. */
    String probe(String name) {
        int index = IntStream.range(0, typed.size())
                .filter(i -> typed.get(i).name().equals(name))
                .findFirst()
                .orElseThrow();
        return "c" + index;
    }

    private void loadTyped() {
        for (FileColumn column : file.columns()) {
            columns.add(new FileColumn(
                    column.name(), DuckTypes.isMoment(column.type()) ? DuckTypes.MOMENT : column.type()));
        }
        database.run("CREATE TABLE " + ROWS + " AS SELECT "
                + Sql.list(file.columns(), column -> kept(column) + " AS " + column.sql()) + " FROM "
                + file.relation());
        List<@Nullable String> casts = typed.stream()
                .map(column -> LosslessCast.of(Sql.name(column.name()), type(column.name()), column.type()))
                .toList();
        if (casts.contains(null)) {
            coerce(ROWS);
            return;
        }
        database.run("CREATE TABLE " + PROBES + " AS SELECT rowid AS row, epoch_us("
                + casts.get(typed.indexOf(moment())) + ") AS moment, "
                + Sql.list(typed, column -> casts.get(typed.indexOf(column)) + " AS " + probe(column.name()))
                + " FROM " + ROWS);
        if (database.number("SELECT count(*) FROM " + PROBES + " WHERE moment IS NULL") > 0) {
            throw noMoment();
        }
    }

    /** A moment without zone is UTC. */
    private static String kept(FileColumn column) {
        boolean isUnzoned = DuckTypes.isMoment(column.type()) && !column.type().equals(DuckTypes.MOMENT);
        return isUnzoned ? LosslessCast.moment(column.sql()) : column.sql();
    }

    private void loadText() {
        database.run("CREATE TABLE " + TEXT + " AS SELECT * FROM " + file.relation());
        Map<String, String> inferred = new TextTypes(database).infer(TEXT, untyped());
        for (FileColumn column : file.columns()) {
            String type = inferred.get(column.name());
            columns.add(new FileColumn(column.name(), type == null ? DuckTypes.toDuck(wanted(column.name())) : type));
        }
        coerce(TEXT);
        database.run("CREATE TABLE " + ROWS + " AS SELECT "
                + Sql.list(columns, column -> value(column, inferred) + " AS " + column.sql())
                + " FROM " + TEXT + " AS t JOIN " + PROBES + " AS p ON p.row = t.rowid ORDER BY t.rowid");
        database.run("DROP TABLE " + TEXT);
    }

    private String value(FileColumn column, Map<String, String> inferred) {
        return inferred.containsKey(column.name())
                ? "CAST(t." + column.sql() + " AS " + column.type() + ")"
                : "p." + probe(column.name());
    }

    private List<String> untyped() {
        List<String> names = new ArrayList<>(file.names());
        typed.forEach(column -> names.remove(column.name()));
        return names;
    }

    private DataType wanted(String name) {
        return typed.get(Integer.parseInt(probe(name).substring(1))).type();
    }

    private String type(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .type();
    }

    private Column moment() {
        return typed.stream()
                .filter(column -> column.name().equals(request.eventTimestamp()))
                .findFirst()
                .orElseThrow();
    }

    /** Types the columns that the plan needs value by value, as core does it. */
    private void coerce(String table) {
        Map<String, DataType> types = new LinkedHashMap<>(Map.of("row", ScalarType.INT64));
        types.put("moment", ScalarType.INT64);
        typed.forEach(column -> types.put(probe(column.name()), column.type()));
        List<Cell> cells = typed.stream()
                .map(column ->
                        Cell.of(Sql.name(column.name()), table.equals(TEXT) ? DuckTypes.TEXT : type(column.name())))
                .toList();
        int moment = typed.indexOf(moment());
        try (Filling probes = Filling.create(database, PROBES, types)) {
            database.stream("SELECT rowid, " + Sql.list(cells, Cell::sql) + " FROM " + table, row -> {
                @Nullable Object[] values = new @Nullable Object[2 + cells.size()];
                values[0] = row.getLong(1);
                for (int i = 0; i < cells.size(); i++) {
                    values[2 + i] = coerced(typed.get(i), cells.get(i).read(row, 2 + i));
                }
                values[1] = micros(values[2 + moment]);
                probes.add(values);
            });
        }
    }

    private static @Nullable Object coerced(Column column, @Nullable Object value) {
        return Coercion.coerce(value, column.type(), "entity frame column '" + column.name() + "'");
    }

    private Long micros(@Nullable Object moment) {
        if (moment instanceof Instant instant) {
            return EpochMicros.of(instant);
        }
        throw noMoment();
    }

    private GranaryException noMoment() {
        return GranaryException.invalid(request.eventTimestamp(), null, "a moment in every row of the entity frame");
    }
}
