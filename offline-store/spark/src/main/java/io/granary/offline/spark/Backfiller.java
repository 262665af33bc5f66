package io.granary.offline.spark;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.archive.StreamArchive;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
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
        BackfillTask task = new BackfillTask(
                request, ErasedRows.of(request.producer(), request.revision().project()));
        request.views().forEach(view -> BackfillRequest.requireBackfillable(request.revision(), view.view()));
        int views = request.views().size();
        ViewCounts events = new ViewCounts(views);
        ViewCounts entities = new ViewCounts(views);
        ViewCounts pages = new ViewCounts(views);
        FailedRows failed = new FailedRows();
        List.of(events, entities, pages).forEach(spark.sparkContext()::register);
        spark.sparkContext().register(failed);
        progress.begin("computing window states", MADE, 2);
        List<SourceLogs> sources = open(task);
        Dataset<Row> rows = events(task, sources, failed)
                .mapPartitions(new PagesOfKeys(task, events, entities), Encoders.row(PageRow.SCHEMA))
                .persist();
        try {
            rows.count();
            failed.requireNone();
            sources.forEach(SourceLogs::requireUnchanged);
            new ObjectFiles(spark.sparkContext().hadoopConfiguration())
                    .requireUnchanged(request.snapshots().values());
            progress.begin("writing to the feature log", 1, 1);
            rows.foreachPartition(new PageLogWriter(task, pages));
        } finally {
            rows.unpersist();
        }
        return new BackfillResult(
                request.revision().project(),
                request.revision().number(),
                views(request, events, entities, pages),
                sources.stream().flatMap(logs -> logs.gaps().stream()).toList());
    }

    /** Of one entity key together, in the order that {@link PagesOfKeys} needs. */
    private Dataset<Row> events(BackfillTask task, List<SourceLogs> sources, FailedRows failed) {
        Dataset<Row> rows = spark.emptyDataset(Encoders.row(SweepRow.SCHEMA));
        for (SourceLogs source : sources) {
            rows = source.addTo(rows, task, failed);
        }
        return rows.withColumn(SweepRow.SLOT, xxhash64(col(SweepRow.VIEW), col(SweepRow.KEY)))
                .repartition(col(SweepRow.SLOT))
                .sortWithinPartitions(SweepRow.newestFirst().toArray(Column[]::new))
                .drop(SweepRow.SLOT);
    }

    private List<SourceLogs> open(BackfillTask task) {
        TableReader reader = new TableReader(
                spark, task.request().repository(), task.request().snapshots());
        return task.views().stream()
                .map(FeatureView::source)
                .distinct()
                .sorted()
                .map(source -> open(task, reader, source))
                .toList();
    }

    private SourceLogs open(BackfillTask task, TableReader reader, String name) {
        List<FeatureView> views = task.viewsOf(name);
        SourceAtRest source = SourceAtRest.of(task.revision(), views.get(0));
        SourceLogs logs = new SourceLogs(source, SourceTable.find(reader, task.revision(), source, views), null);
        Map<Integer, Long> cut = task.cut(name);
        return cut.isEmpty() ? logs : logs.with(spark, archive(task, source, cut), task);
    }

    private StreamArchive archive(BackfillTask task, SourceAtRest source, Map<Integer, Long> cut) {
        StreamSource stream = requireNonNull(source.stream(), "stream");
        EventArchive archive = task.archive();
        if (archive == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot backfill from source '" + stream.name()
                            + "': its topic has lost its beginning, so that the stream application counts from "
                            + cut.entrySet().stream()
                                    .map(first -> "offset " + first.getValue() + " of partition " + first.getKey())
                                    .collect(joining(", "))
                            + " on, and no archive of the topic was given");
        }
        return StreamArchive.below(stream, archive, cut, new TaskScan(spark));
    }

    private static List<BackfilledView> views(
            BackfillRequest request, ViewCounts events, ViewCounts entities, ViewCounts pages) {
        List<BackfilledView> views = new ArrayList<>();
        for (int i = 0; i < request.views().size(); i++) {
            views.add(new BackfilledView(
                    request.views().get(i).view(), events.value()[i], entities.value()[i], pages.value()[i]));
        }
        return views;
    }
}
