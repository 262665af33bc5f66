package io.granary.cli.demo;

import io.granary.cli.files.Home;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.cli.process.WindowBackfill;
import io.granary.cli.terminal.ProgressLine;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.time.Instant;
import java.util.Map;

/** What Spark does in the demonstration, each job in a process of its own. */
final class SparkJobs {

    private final DemoFolder folder;
    private final Map<String, String> kafka;
    private final LineageTarget lineage;

    SparkJobs(DemoFolder folder, String bootstrapServers, LineageTarget lineage) {
        this.folder = folder;
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.lineage = lineage;
    }

    /** Writes the newest rows of every view that has rows at rest, and returns how many. */
    long materialize(Revision written, Instant until) {
        MaterializationRequest request = MaterializationRequest.ofAllViews(written, folder.repository(), until, kafka);
        try (OfflineEngine spark = spark();
                ProgressLine progress = new ProgressLine("materialize")) {
            return spark.materialize(request, progress).rowsWritten();
        }
    }

    /** Writes the window states of the stream's history, and returns how many. */
    long backfill(Revision written) {
        try (WindowBackfill backfill = WindowBackfill.open(written, BackfillRequest.viewsOfStreams(written), kafka);
                OfflineEngine spark = spark();
                ProgressLine progress = new ProgressLine("backfill")) {
            BackfillRequest request = backfill.request(folder.repository(), EventArchive.of(folder.archive()));
            return spark.backfill(request, progress).views().stream()
                    .mapToLong(BackfilledView::pages)
                    .sum();
        }
    }

    /** Joins features to the labels. */
    TrainingSetManifest buildTrainingSet(Revision revision) {
        TrainingSetRequest request = TrainingSetRequest.builder(revision)
                .repository(folder.repository())
                .entities(folder.labels())
                .eventTimestamp("departed_at")
                .service("delay_model")
                .output(folder.trainingSet())
                .build();
        try (OfflineEngine spark = spark();
                ProgressLine progress = new ProgressLine("training-set")) {
            return spark.buildTrainingSet(request, progress);
        }
    }

    private OfflineEngine spark() {
        return lineage.tellOf(new SparkProcess(SparkProcessConfig.of(Home.sparkJars(), folder.scratch())));
    }
}
