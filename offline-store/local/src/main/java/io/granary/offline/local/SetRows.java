package io.granary.offline.local;

import io.granary.core.type.DataType;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FileVersions;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the rows of a training set: the frame's columns, then the features, in the order of the frame. */
final class SetRows {

    private static final long ROWS_PER_FILE = 1_000_000;

    private final Database database;
    private final TrainingSetPlan plan;
    private final List<SetColumn> columns = new ArrayList<>();
    private final long rows;

    SetRows(Database database, TrainingSetPlan plan, FrameTable frame, List<SetColumn> features, long rows) {
        this.database = database;
        this.plan = plan;
        this.rows = rows;
        frame.columns().forEach(column -> columns.add(ofFrame(column)));
        columns.addAll(features);
    }

    List<TrainingSetColumn> columns() {
        return columns.stream().map(SetColumn::column).toList();
    }

    /** Files of up to a million rows, in the order of rows; of each part in a folder of its own. */
    List<FileVersion> write(Path folder, FrameShape shape) throws IOException {
        List<String> parts = shape.names();
        if (parts.isEmpty()) {
            return write(folder, folder, rows, "f.rowid");
        }
        List<FileVersion> files = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            Path partFolder = Files.createDirectory(folder.resolve(parts.get(part)));
            files.addAll(write(folder, partFolder, shape.rows(part), "p.part = " + part + " AND p.place"));
        }
        return files;
    }

    private List<FileVersion> write(Path folder, Path into, long count, String place) throws IOException {
        List<FileVersion> files = new ArrayList<>();
        for (long start = 0; start < Math.max(1, count); start += ROWS_PER_FILE) {
            Path file = into.resolve("rows-%05d.parquet".formatted(files.size()));
            database.run("COPY (" + sql(place + " BETWEEN " + start + " AND " + (start + ROWS_PER_FILE - 1)) + ") TO "
                    + Sql.text(file.toString()) + " (FORMAT parquet)");
            files.add(FileVersions.written(folder, file));
        }
        return files;
    }

    private String sql(String condition) {
        StringBuilder from =
                new StringBuilder(" FROM " + FrameTable.ROWS + " AS f CROSS JOIN " + SetFeatures.DEFAULTS + " AS d");
        if (condition.startsWith("p.")) {
            from.append(join(FrameShape.PLACED, "p"));
        }
        for (int role = 0; role < plan.roles().size(); role++) {
            from.append(join(RoleTables.of(role).answers(), "a" + role));
        }
        for (int view = 0; view < plan.onDemand().size(); view++) {
            from.append(join("on_demand" + view, "o" + view));
        }
        return "SELECT "
                + Sql.list(
                        columns,
                        column ->
                                column.sql() + " AS " + Sql.name(column.column().name())) + from
                + " WHERE " + condition + " ORDER BY f.rowid";
    }

    private static String join(String table, String name) {
        return " LEFT JOIN " + table + " AS " + name + " ON " + name + ".row = f.rowid";
    }

    private SetColumn ofFrame(FileColumn column) {
        DataType type = DuckTypes.fromDuck(column.type());
        long nulls = database.number("SELECT count(*) - count(" + column.sql() + ") FROM " + FrameTable.ROWS);
        return new SetColumn(
                new TrainingSetColumn(
                        column.name(),
                        type == null ? column.type() : type.text(),
                        TrainingSetColumn.Origin.ENTITY_FRAME,
                        nulls,
                        Map.of(),
                        null),
                "f." + column.sql());
    }
}
