package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.Since;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Passes over what is before all that any view of a source takes. {@link WantedRows} has the last word, row by row. */
final class SinceFilter {

    private SinceFilter() {}

    static Dataset<Row> apply(SourceTable table, MaterializationRequest request, List<FeatureView> views) {
        Set<Since.Clock> clocks = new HashSet<>();
        long firstMicros = Long.MAX_VALUE;
        for (FeatureView view : views) {
            if (!(request.since().get(view.name()) instanceof Since.Moment since)) {
                return table.rows();
            }
            clocks.add(since.clock());
            firstMicros = Math.min(firstMicros, SparkValues.micros(since.moment()));
        }
        return clocks.size() == 1
                ? MomentFilter.apply(
                        table.rows(), column(table, clocks.iterator().next()), firstMicros, Long.MAX_VALUE)
                : table.rows();
    }

    private static @Nullable String column(SourceTable table, Since.Clock clock) {
        return clock == Since.Clock.CREATED
                ? table.source().createdTimestamp()
                : table.source().eventTimestamp();
    }
}
