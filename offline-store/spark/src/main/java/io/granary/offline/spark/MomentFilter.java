package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.granary.core.type.EpochMicros;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Lets files, row groups and pages be passed over of whose moments nobody asks for any. Rows without a moment stay. */
final class MomentFilter {

    private MomentFilter() {}

    /**
     * Nothing is left out where the column is no moment in the file: text may say the same in many ways.
     *
     * @param name of the column; null: none
     * @param firstMicros in epoch microseconds, inclusive; {@link Long#MIN_VALUE}: no bound
     * @param lastMicros as the first; {@link Long#MAX_VALUE}: no bound
     */
    static Dataset<Row> apply(Dataset<Row> rows, @Nullable String name, long firstMicros, long lastMicros) {
        if (name == null || !isMoment(rows, name)) {
            return rows;
        }
        Column moment = col(EntityFrame.quoted(List.of(name))[0]);
        Dataset<Row> left = firstMicros == Long.MIN_VALUE
                ? rows
                : rows.where(moment.isNull().or(moment.geq(lit(EpochMicros.toInstant(firstMicros)))));
        return lastMicros == Long.MAX_VALUE
                ? left
                : left.where(moment.isNull().or(moment.leq(lit(EpochMicros.toInstant(lastMicros)))));
    }

    private static boolean isMoment(Dataset<Row> rows, String name) {
        return Arrays.asList(rows.columns()).contains(name)
                && rows.schema().apply(name).dataType().equals(DataTypes.TimestampType);
    }
}
