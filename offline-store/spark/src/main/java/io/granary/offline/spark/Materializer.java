package io.granary.offline.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.LogWriting;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the newest row of each entity key of each view to the feature log. Every row is computed before the first is
 * written, so a row that cannot be computed leaves the log untouched.
 */
final class Materializer {

    private static final double COMPUTED = 0.6;

    private final SparkSession spark;
    private final ProgressReporter progress;

    Materializer(SparkSession spark, ProgressReporter progress) {
        this.spark = spark;
        this.progress = progress;
    }

    MaterializationResult materialize(MaterializationRequest request) {
        MaterializationTask task = new MaterializationTask(
                request, ErasedRows.of(request.producer(), request.revision().project()));
        requirePlain(task.views());
        RowCounts counts = new RowCounts(spark, request.views().size());
        List<Input> inputs = open(task);
        progress.begin("computing rows", COMPUTED, 2);
        Dataset<Row> rows = newest(task, inputs, counts).persist();
        try {
            long count = rows.count();
            counts.failed().requireNone();
            inputs.forEach(input -> input.table().log().requireUnchanged());
            new ObjectFiles(spark.sparkContext().hadoopConfiguration())
                    .requireUnchanged(request.snapshots().values());
            progress.beginWriting("writing to the feature log", counts.written(), count);
            paced(rows, request.writing()).foreachPartition(new FeatureLogWriter(task, counts.written()));
        } finally {
            rows.unpersist();
        }
        return result(request, counts);
    }

    /** A rate is kept by one writer, which is enough for any rate that somebody asks for. */
    private static Dataset<Row> paced(Dataset<Row> rows, LogWriting writing) {
        return writing.rowsPerSecond() == null ? rows : rows.coalesce(1);
    }

    /** Views that read the same rows, and these. */
    private record Input(List<FeatureView> views, SourceTable table) {

        List<String> names() {
            return views.stream().map(FeatureView::name).toList();
        }
    }

    private List<Input> open(MaterializationTask task) {
        return ViewsOfRows.of(task.request(), task.views()).stream()
                .map(group -> new Input(group.views(), open(task.request(), group)))
                .toList();
    }

    private Dataset<Row> newest(MaterializationTask task, List<Input> inputs, RowCounts counts) {
        Dataset<Row> rows = spark.emptyDataset(Encoders.row(NewestRows.SCHEMA));
        for (Input input : inputs) {
            RowsToWrite function = new RowsToWrite(
                    task, input.names(), input.table().columns(), counts.read(), counts.later(), counts.failed());
            Dataset<Row> wanted = SinceFilter.apply(input.table(), task.request(), input.views());
            rows = rows.union(wanted.flatMap(function, Encoders.row(NewestRows.SCHEMA)));
        }
        return rows.repartition(xxhash64(col(NewestRows.VIEW), col(NewestRows.KEY)))
                .sortWithinPartitions(NewestRows.VIEW, NewestRows.KEY)
                .mapPartitions(new NewestRows(), Encoders.row(NewestRows.SCHEMA));
    }

    private SourceTable open(MaterializationRequest request, ViewsOfRows group) {
        SourceAtRest source = group.source();
        TableReader reader = new TableReader(spark, request.repository(), group.tables(request.snapshots()));
        SourceTable table = SourceTable.find(reader, request.revision(), source, group.views());
        if (table == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot materialize from source '" + source.source().name()
                            + "': it has no history source; its topic's rows are the stream's");
        }
        return table;
    }

    private static void requirePlain(List<FeatureView> views) {
        for (FeatureView view : views) {
            if (!view.online() || view.isWindowed()) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot materialize feature view '" + view.name() + "': "
                                + (view.online()
                                        ? "its windows are filled by a backfill"
                                        : "it is not online (online: false)"));
            }
        }
    }

    private static MaterializationResult result(MaterializationRequest request, RowCounts counts) {
        List<MaterializedView> views = new ArrayList<>();
        for (int i = 0; i < request.views().size(); i++) {
            String view = request.views().get(i);
            views.add(counts.of(i, view, ViewsOfRows.read(request, view)));
        }
        return new MaterializationResult(
                request.revision().project(), request.revision().number(), request.until(), request.runStart(), views);
    }
}
