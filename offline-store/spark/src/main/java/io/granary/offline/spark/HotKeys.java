package io.granary.offline.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.compute.ViewWindows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds in a sample the entity keys of window views that have more rows than a task's share, and cuts their time into slices
 * of about as many rows each. Views with windows of a lifetime are left whole: each slice would need the whole past.
 */
final class HotKeys {

    /** A task's share is a few slices, so that tasks stay about equal wherever slices go. */
    private static final int SLICES_OF_SHARE = 4;

    private static final int MOST_SLICES = 256;
    private static final int QUANTILE_ACCURACY = 2_000;

    private final SampleConfig config;
    private final int tasks;
    private final Map<Integer, Long> reaches;

    private HotKeys(SampleConfig config, int tasks, Map<Integer, Long> reaches) {
        this.config = config;
        this.tasks = tasks;
        this.reaches = reaches;
    }

    static HotKeys of(SparkSession spark, TrainingTask task) {
        Map<Integer, Long> reaches = new HashMap<>();
        List<FeatureView> views = task.views();
        for (int i = 0; i < views.size(); i++) {
            if (views.get(i).isWindowed()) {
                addReach(task, views.get(i), i, reaches);
            }
        }
        int tasks = Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions"));
        return new HotKeys(SampleConfig.of(spark), tasks, reaches);
    }

    private static void addReach(TrainingTask task, FeatureView view, int number, Map<Integer, Long> reaches) {
        long reach =
                ViewWindows.of(task.revision(), view).reachMicros(task.plan().columns(view));
        if (reach != Long.MAX_VALUE) {
            reaches.put(number, reach);
        }
    }

    /** Whether it is worth looking for some among so many bytes. */
    boolean areWorthFinding(long bytes) {
        return !reaches.isEmpty() && bytes >= config.fromBytes();
    }

    /** Of the rows that a sample is to have. */
    double fraction() {
        return config.fraction();
    }

    /** @param sample rows as {@link SweepRow} has them */
    SweepSlices find(Dataset<Row> sample) {
        Dataset<Row> rows =
                sample.select(SweepRow.VIEW, SweepRow.KEY, SweepRow.MICROS).persist();
        try {
            Dataset<Row> counts =
                    rows.groupBy(SweepRow.VIEW, SweepRow.KEY).agg(count(lit(1)).as("rows"));
            Row total = counts.agg(sum("rows")).head();
            long share = total.isNullAt(0) ? 0 : Math.max(1, total.getLong(0) / tasks);
            return share == 0 ? SweepSlices.NONE : cut(rows, hot(counts, share), share);
        } finally {
            rows.unpersist();
        }
    }

    /** Fewer than there are tasks. */
    private Map<SweepKey, Long> hot(Dataset<Row> counts, long share) {
        Map<SweepKey, Long> hot = new HashMap<>();
        for (Row row : counts.where(col("rows")
                        .gt(share)
                        .and(col(SweepRow.VIEW).isin(reaches.keySet().toArray())))
                .collectAsList()) {
            hot.put(new SweepKey(row.getInt(0), row.<byte[]>getAs(1)), row.getLong(2));
        }
        return hot;
    }

    private SweepSlices cut(Dataset<Row> rows, Map<SweepKey, Long> hot, long share) {
        Map<SweepKey, TimeSlices> slices = new HashMap<>();
        hot.forEach((key, count) -> {
            int wanted = (int) Math.min(MOST_SLICES, count * SLICES_OF_SHARE / share);
            TimeSlices cut = cut(quantiles(rows, key, wanted), reaches.getOrDefault(key.view(), 0L));
            if (cut.starts().length > 0) {
                slices.put(key, cut);
            }
        });
        return new SweepSlices(slices);
    }

    /** The earliest moment of a key's rows, then those between as many equal parts of them. */
    private static List<Long> quantiles(Dataset<Row> rows, SweepKey key, int parts) {
        Column[] at = LongStream.range(0, parts)
                .mapToObj(part -> lit((double) part / parts))
                .toArray(Column[]::new);
        return rows.where(col(SweepRow.VIEW)
                        .equalTo(key.view())
                        .and(col(SweepRow.KEY).equalTo(lit(key.key()))))
                .agg(percentile_approx(col(SweepRow.MICROS), array(at), lit(QUANTILE_ACCURACY)))
                .head()
                .getList(0);
    }

    /** A slice has events of its reach twice, so it is at least about as long. */
    private TimeSlices cut(List<Long> quantiles, long reach) {
        long shortest = Math.max(1, (long) (reach * config.shortestSlice()));
        long[] last = {quantiles.get(0)};
        long[] starts = quantiles.stream()
                .mapToLong(quantile -> quantile)
                .filter(start -> {
                    boolean isKept = start - last[0] >= shortest;
                    last[0] = isKept ? start : last[0];
                    return isKept;
                })
                .toArray();
        return new TimeSlices(starts, reach);
    }
}
