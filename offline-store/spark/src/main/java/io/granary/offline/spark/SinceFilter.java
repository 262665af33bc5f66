package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Lets files and row groups be skipped that are before what any view of a source takes. {@link WantedRows} has the last
 * word, row by row.
 */
final class SinceFilter {

    private SinceFilter() {}

    static Dataset<Row> apply(SourceTable table, MaterializationRequest request, List<FeatureView> views) {
        Set<Since.Clock> clocks = new HashSet<>();
        Set<Instant> moments = new HashSet<>();
        for (FeatureView view : views) {
            Since since = request.since().get(view.name());
            if (since == null) {
                return table.rows();
            }
            clocks.add(since.clock());
            moments.add(since.moment());
        }
        String column = clocks.size() == 1 ? column(table, clocks.iterator().next()) : null;
        return column == null ? table.rows() : from(table.rows(), column, moments);
    }

    private static Dataset<Row> from(Dataset<Row> rows, String name, Set<Instant> moments) {
        Instant first = moments.stream().min(Comparator.naturalOrder()).orElseThrow();
        Column column = col("`" + name.replace("`", "``") + "`");
        return rows.where(column.isNull().or(column.geq(lit(first))));
    }

    /** The column of a clock, where it is a moment in the file; else null: text may say the same in many ways. */
    private static @Nullable String column(SourceTable table, Since.Clock clock) {
        String name = clock == Since.Clock.CREATED
                ? table.source().createdTimestamp()
                : table.source().eventTimestamp();
        return name != null
                        && Arrays.asList(table.rows().columns()).contains(name)
                        && table.rows().schema().apply(name).dataType().equals(DataTypes.TimestampType)
                ? name
                : null;
    }
}
