package io.granary.offline.local;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowSchema;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Coercion;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of the rows of a table that have the same identity, leaves those that answer by the write rule, which compares created
 * timestamps, then the very bytes that the online store would hold. Where there are no ties, counting is all it costs.
 */
final class Ties {

    private static final String LOSERS = "losers";

    private final Database database;
    private final String table;
    private final List<String> identity;
    private final List<Feature> features;
    private final List<Cell> cells;
    private final RowCodec codec;
    private long group = -1;
    private long best;
    private byte[] greatest = {};

    /** @param table with the columns of a {@link ViewRelation} */
    Ties(Database database, FeatureView view, String table, List<String> identity) {
        this.database = database;
        this.table = table;
        this.identity = identity;
        features = view.features();
        codec = RowCodec.of(new RowSchema(features.stream().map(Feature::column).toList()));
        cells = features.stream()
                .map(feature -> Cell.of("c.f" + features.indexOf(feature), DuckTypes.toDuck(feature.type())))
                .toList();
    }

    /**
     * Leaves the greatest.
     *
     * @param identities a table that has each identity once
     */
    void leaveGreatest(String identities) {
        long[] counts = database.numbers(
                "SELECT (SELECT count(*) FROM " + table + "), (SELECT count(*) FROM " + identities + ")");
        if (counts[0] != counts[1]) {
            delete("t.tie", this::keepGreatest);
        }
    }

    /** Leaves those that are greater than all that are seen before them: the others never answer. */
    void leaveRising() {
        delete("t.tie, c." + ViewRelation.SEEN, this::keepRising);
    }

    private void delete(String order, Contest contest) {
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put("loser", ScalarType.INT64);
        try (Filling losers = Filling.create(database, LOSERS, types)) {
            database.stream(
                    candidates() + " ORDER BY " + order,
                    row -> contest.enter(row.getLong(1), row.getLong(2), stored(row), losers));
        }
        database.run("DELETE FROM " + table + " WHERE rowid IN (SELECT loser FROM " + LOSERS + ")");
        database.run("DROP TABLE " + LOSERS);
    }

    /** Those that tie. */
    private String candidates() {
        String keys = String.join(", ", identity);
        String same = String.join(
                " AND ",
                identity.stream()
                        .map(column -> "c." + column + " = t." + column)
                        .toList());
        return "SELECT t.tie, c.rowid, c.cr"
                + String.join("", cells.stream().map(cell -> ", " + cell.sql()).toList())
                + " FROM " + table + " AS c JOIN (SELECT row_number() OVER () AS tie, * FROM (SELECT " + keys + " FROM "
                + table + " GROUP BY " + keys + " HAVING count(*) > 1)) AS t ON " + same;
    }

    private void keepGreatest(long tie, long row, byte[] stored, Filling losers) throws SQLException {
        if (tie != group) {
            take(tie, row, stored);
        } else if (StoredRow.compare(stored, greatest) > 0) {
            losers.add(best);
            take(tie, row, stored);
        } else {
            losers.add(row);
        }
    }

    private void keepRising(long tie, long row, byte[] stored, Filling losers) throws SQLException {
        if (tie != group || StoredRow.compare(stored, greatest) > 0) {
            take(tie, row, stored);
        } else {
            losers.add(row);
        }
    }

    private void take(long tie, long row, byte[] stored) {
        group = tie;
        best = row;
        greatest = stored;
    }

    /** Rows of one schema: revision and id are the same of all. */
    private byte[] stored(ResultSet row) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[cells.size()];
        for (int i = 0; i < values.length; i++) {
            Feature feature = features.get(i);
            values[i] = Coercion.coerce(cells.get(i).read(row, i + 4), feature.type(), feature.name());
        }
        return StoredRow.encode(0, row.getLong(3), 0, 0, codec.encode(values));
    }

    /** Compares a row with those of its tie that came before. */
    @FunctionalInterface
    private interface Contest {

        void enter(long tie, long row, byte[] stored, Filling losers) throws SQLException;
    }
}
