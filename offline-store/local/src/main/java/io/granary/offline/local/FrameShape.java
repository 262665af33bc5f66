package io.granary.offline.local;

import static java.util.Objects.requireNonNull;

import io.granary.core.type.Coercion;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FrameSample;
import io.granary.offline.engine.SetPart;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.SetSplit;
import io.granary.offline.engine.plan.FrameParts;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.statistics.RowHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a sample of the rows of an entity frame, and puts them into parts. */
final class FrameShape {

    /** The {@code row} of the frame, the {@code part} it goes to, and its {@code place} in it. */
    static final String PLACED = "placed";

    private static final String HASHES = "hashes";
    private static final String CHOSEN = "chosen";

    private final Database database;
    private final SetShape asked;
    private final TrainingSetPlan plan;
    /** The columns that can be hashed. */
    private final Map<String, FileColumn> known = new LinkedHashMap<>();

    private FrameParts parts = FrameParts.NONE;
    private long[] rows = new long[0];

    FrameShape(Database database, SetShape asked, TrainingSetPlan plan, FrameTable frame) {
        this.database = database;
        this.asked = asked;
        this.plan = plan;
        for (FileColumn column : frame.columns()) {
            if (DuckTypes.fromDuck(column.type()) != null) {
                known.put(column.name(), column);
            }
        }
    }

    /** Leaves the rows of the sample in the tables of the frame, and numbers them again. */
    void sample() {
        FrameSample sample = asked.sample();
        if (sample == null) {
            return;
        }
        hash(new RowHash(RowHash.Purpose.SAMPLE, sample.seed()), columns());
        String chosen = sample.rows() == null
                ? " WHERE hash < " + sample.bound()
                : " ORDER BY hash, row LIMIT " + sample.rows();
        database.run("CREATE TABLE " + CHOSEN + " AS SELECT row, row_number() OVER (ORDER BY row) - 1 AS place FROM"
                + " (SELECT row FROM " + HASHES + chosen + ")");
        replace(
                FrameTable.ROWS,
                "SELECT f.* FROM " + FrameTable.ROWS + " AS f JOIN " + CHOSEN
                        + " AS c ON c.row = f.rowid ORDER BY c.place");
        replace(
                FrameTable.PROBES,
                "SELECT c.place AS row, p.* EXCLUDE (row) FROM " + FrameTable.PROBES + " AS p JOIN " + CHOSEN
                        + " AS c ON c.row = p.row ORDER BY c.place");
        database.run("DROP TABLE " + HASHES);
        database.run("DROP TABLE " + CHOSEN);
    }

    /** Makes {@link #PLACED} when parts are asked for. */
    void split() {
        SetSplit split = asked.split();
        if (split == null) {
            return;
        }
        boolean isByTime = split.by() == SetSplit.By.TIME;
        if (!isByTime) {
            hash(new RowHash(RowHash.Purpose.SPLIT, split.seed()), FrameParts.hashed(split, plan, columns()));
        }
        parts = isByTime ? FrameParts.byTime(cuts(split)) : FrameParts.byHash(split);
        database.run("CREATE TABLE " + PLACED
                + " AS SELECT row, part, row_number() OVER (PARTITION BY part ORDER BY row) - 1 AS place FROM (SELECT row, "
                + parts.sql(isByTime ? "moment" : "hash") + " AS part FROM "
                + (isByTime ? FrameTable.PROBES : HASHES) + ")");
        rows = new long[split.parts().size()];
        database.stream(
                "SELECT part, count(*) FROM " + PLACED + " GROUP BY part", row -> rows[row.getInt(1)] = row.getLong(2));
        FrameParts.requireRows(split, rows);
    }

    /** The names of the parts; empty when there is one. */
    List<String> names() {
        return asked.split() == null ? List.of() : asked.split().parts();
    }

    /** How many rows a part has. */
    long rows(int part) {
        return rows[part];
    }

    /** The parts of the set that is written; empty when there is one. */
    List<SetPart> parts(List<FileVersion> files) {
        return asked.split() == null
                ? List.of()
                : parts.written(
                        asked.split(),
                        rows,
                        files.stream().map(FileVersion::path).toList());
    }

    private List<Long> cuts(SetSplit split) {
        if (!split.cuts().isEmpty()) {
            return FrameParts.cuts(split);
        }
        long rows = database.number("SELECT count(*) FROM " + FrameTable.PROBES);
        return rows == 0
                ? List.of()
                : split.places(rows).stream()
                        .map(place -> database.number(
                                "SELECT moment FROM " + FrameTable.PROBES + " ORDER BY moment LIMIT 1 OFFSET " + place))
                        .toList();
    }

    private List<String> columns() {
        return List.copyOf(known.keySet());
    }

    private void hash(RowHash hash, List<String> names) {
        List<HashedColumn> columns = names.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .map(HashedColumn::of)
                .toList();
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put("row", ScalarType.INT64);
        types.put("hash", ScalarType.INT64);
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        try (Filling hashes = Filling.create(database, HASHES, types)) {
            database.stream(
                    "SELECT rowid, " + Sql.list(columns, column -> column.cell().sql()) + " FROM " + FrameTable.ROWS,
                    row -> {
                        for (int i = 0; i < values.length; i++) {
                            values[i] = columns.get(i).value(row, i + 2);
                        }
                        hashes.add(row.getLong(1), hash.of(values));
                    });
        }
    }

    private void replace(String table, String sql) {
        database.run("CREATE TABLE replacing AS " + sql);
        database.run("DROP TABLE " + table);
        database.run("ALTER TABLE replacing RENAME TO " + table);
    }

    private record HashedColumn(Cell cell, DataType type, String name) {

        static HashedColumn of(FileColumn column) {
            DataType type = requireNonNull(DuckTypes.fromDuck(column.type()), "type");
            return new HashedColumn(Cell.of(column.sql(), column.type()), type, column.name());
        }

        @Nullable
        Object value(ResultSet row, int column) throws SQLException {
            return Coercion.coerce(cell.read(row, column), type, name);
        }
    }
}
