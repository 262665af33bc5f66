package io.granary.offline.local;

import io.granary.core.definition.Feature;
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
 * Leaves one of the candidates of the same identity: the greatest by the write rule, which compares created timestamps,
 * then the very bytes that the online store would hold. Where there are no ties, two counts are all it costs.
 */
final class Ties {

    private static final String LOSERS = "losers";

    private final Database database;
    private final List<String> identity;
    private final List<Feature> features;
    private final List<Cell> cells;
    private final RowCodec codec;
    private long group = -1;
    private long best;
    private byte[] greatest = {};

    Ties(Database database, ViewRelation view, List<String> identity) {
        this.database = database;
        this.identity = identity;
        features = view.view().features();
        codec = RowCodec.of(new RowSchema(features.stream().map(Feature::column).toList()));
        cells = features.stream()
                .map(feature -> Cell.of("c.f" + features.indexOf(feature), DuckTypes.toDuck(feature.type())))
                .toList();
    }

    /** Deletes from {@code candidates}. */
    void resolve() {
        long[] counts = database.numbers("SELECT (SELECT count(*) FROM candidates), (SELECT count(*) FROM wanted)");
        if (counts[0] == counts[1]) {
            return;
        }
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put("loser", ScalarType.INT64);
        try (Filling losers = Filling.create(database, LOSERS, types)) {
            database.stream(candidates(), row -> compete(row, losers));
        }
        database.run("DELETE FROM candidates WHERE rowid IN (SELECT loser FROM " + LOSERS + ")");
        database.run("DROP TABLE " + LOSERS);
    }

    /** Those that tie, next to each other. */
    private String candidates() {
        String keys = String.join(", ", identity);
        String same = String.join(
                " AND ",
                identity.stream()
                        .map(column -> "c." + column + " = t." + column)
                        .toList());
        return "SELECT t.tie, c.rowid, c.cr"
                + String.join("", cells.stream().map(cell -> ", " + cell.sql()).toList())
                + " FROM candidates AS c JOIN (SELECT row_number() OVER () AS tie, * FROM (SELECT " + keys
                + " FROM candidates GROUP BY " + keys + " HAVING count(*) > 1)) AS t ON " + same + " ORDER BY t.tie";
    }

    private void compete(ResultSet row, Filling losers) throws SQLException {
        long candidate = row.getLong(2);
        byte[] stored = stored(row);
        if (row.getLong(1) != group) {
            group = row.getLong(1);
            best = candidate;
            greatest = stored;
        } else if (StoredRow.compare(stored, greatest) > 0) {
            losers.add(best);
            best = candidate;
            greatest = stored;
        } else {
            losers.add(candidate);
        }
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
}
