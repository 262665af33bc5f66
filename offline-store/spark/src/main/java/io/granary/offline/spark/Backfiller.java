package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillRequest.BackfillView;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the window states of events below a cut to the feature log. Every page is made before the first is written, so
 * a row that cannot be computed leaves the log untouched.
 */
final class Backfiller {

    private static final double MADE = 0.8;

    private final SparkSession spark;
    private final ProgressReporter progress;

    Backfiller(SparkSession spark, ProgressReporter progress) {
        this.spark = spark;
        this.progress = progress;
    }

    BackfillResult backfill(BackfillRequest request) {
        BackfillTask task = new BackfillTask(request);
        request.views().forEach(Backfiller::requireNoRecords);
        request.views().forEach(view -> BackfillRequest.requireBackfillable(request.revision(), view.view()));
        int views = request.views().size();
        ViewCounts events = new ViewCounts(views);
        ViewCounts entities = new ViewCounts(views);
        ViewCounts pages = new ViewCounts(views);
        FailedRows failed = new FailedRows();
        List.of(events, entities, pages).forEach(spark.sparkContext()::register);
        spark.sparkContext().register(failed);
        progress.begin("computing window states", MADE, 2);
        Dataset<Row> rows = events(task, failed)
                .mapPartitions(new PagesOfKeys(task, events, entities), Encoders.row(PageRow.SCHEMA))
                .persist();
        try {
            rows.count();
            failed.requireNone();
            progress.begin("writing to the feature log", 1, 1);
            rows.foreachPartition(new PageLogWriter(task, pages));
        } finally {
            rows.unpersist();
        }
        return result(request, events, entities, pages);
    }

    /** Of one entity key together, in the order that {@link PagesOfKeys} needs. */
    private Dataset<Row> events(BackfillTask task, FailedRows failed) {
        Dataset<Row> rows = spark.emptyDataset(Encoders.row(SweepRow.SCHEMA));
        for (Map.Entry<String, List<FeatureView>> views : bySource(task.views()).entrySet()) {
            SourceTable table = open(task.request(), views.getValue());
            BackfillEvents function = new BackfillEvents(task, views.getKey(), table.columns(), failed);
            rows = rows.union(table.rows().flatMap(function, Encoders.row(SweepRow.SCHEMA)));
        }
        return rows.withColumn(SweepRow.SLOT, xxhash64(col(SweepRow.VIEW), col(SweepRow.KEY)))
                .repartition(col(SweepRow.SLOT))
                .sortWithinPartitions(SweepRow.newestFirst().toArray(Column[]::new))
                .drop(SweepRow.SLOT);
    }

    private SourceTable open(BackfillRequest request, List<FeatureView> views) {
        SourceAtRest source = SourceAtRest.of(request.revision(), views.get(0));
        EventLogs logs = new EventLogs(new TableReader(spark, request.repository()), request.archive());
        return SourceTable.open(logs, request.revision(), source, views);
    }

    private static Map<String, List<FeatureView>> bySource(List<FeatureView> views) {
        Map<String, List<FeatureView>> bySource = new LinkedHashMap<>();
        views.forEach(view -> bySource.computeIfAbsent(view.source(), source -> new ArrayList<>())
                .add(view));
        return bySource;
    }

    private static void requireNoRecords(BackfillView view) {
        view.cut().forEach((partition, offset) -> {
            if (offset > 0) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot backfill feature view '" + view.view() + "': the records of partition " + partition
                                + " before offset " + offset + " are not the stream application's, and archived topics"
                                + " are not read yet");
            }
        });
    }

    private static BackfillResult result(
            BackfillRequest request, ViewCounts events, ViewCounts entities, ViewCounts pages) {
        List<BackfilledView> views = new ArrayList<>();
        for (int i = 0; i < request.views().size(); i++) {
            views.add(new BackfilledView(
                    request.views().get(i).view(), events.value()[i], entities.value()[i], pages.value()[i]));
        }
        return new BackfillResult(
                request.revision().project(), request.revision().number(), views);
    }
}
