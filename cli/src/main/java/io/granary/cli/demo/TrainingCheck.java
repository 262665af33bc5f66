package io.granary.cli.demo;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares rows of a training set with what the oracle says was true when each flight departed. */
final class TrainingCheck {

    private final FlightTable table;
    private final Oracle oracle;
    private final Comparison comparison = new Comparison();
    private long wrongRows;

    TrainingCheck(FlightTable table, Oracle oracle) {
        this.table = table;
        this.oracle = oracle;
    }

    /**
     * Compares every n-th row by flight number.
     *
     * @return how many rows were compared
     */
    int compareSample(Path trainingSet, int everyNth) {
        return table.query(
                        "SELECT *, epoch_us(departed_at) AS departed_micros FROM read_parquet(%s)"
                                        .formatted(FlightTable.literal(trainingSet.resolve("*.parquet")))
                                + " WHERE flight_id %% %d = 0 ORDER BY flight_id".formatted(everyNth),
                        this::compareRow)
                .size();
    }

    long wrongRows() {
        return wrongRows;
    }

    Comparison comparison() {
        return comparison;
    }

    private boolean compareRow(ResultSet row) throws SQLException {
        long before = comparison.wrong();
        long departedAt = row.getLong("departed_micros");
        Map<String, @Nullable Object> expected = oracle.delayModelFeatures(
                row.getString("origin"), row.getString("destination"), departedAt, departedAt);
        for (Map.Entry<String, @Nullable Object> feature : expected.entrySet()) {
            comparison.compare(
                    "flight " + row.getLong("flight_id") + " " + feature.getKey(),
                    feature.getValue(),
                    row.getObject(feature.getKey()));
        }
        boolean right = comparison.wrong() == before;
        wrongRows += right ? 0 : 1;
        return right;
    }
}
