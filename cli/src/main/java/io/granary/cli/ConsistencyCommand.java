package io.granary.cli;

import io.granary.cli.files.Folders;
import io.granary.cli.openlineage.ComparisonJob;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.consistency.Bounds;
import io.granary.consistency.ConsistencyCheck;
import io.granary.consistency.ConsistencyReport;
import io.granary.consistency.ConsistencyReportJson;
import io.granary.consistency.ConsistencyRequest;
import io.granary.consistency.EntityErasures;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.iceberg.SnapshotChooser;
import io.granary.ingestion.Erasures;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.CopyingEngine;
import io.granary.offline.engine.process.ObjectChooser;
import io.granary.offline.engine.process.ObjectStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "consistency",
        mixinStandardHelpOptions = true,
        description =
                "Compares answers that 'serve --answer-log' kept, value by value, with what a training set says of"
                        + " the same entities at the times of the requests, and says what explains each difference. Exit code 1"
                        + " when nothing explains one.")
final class ConsistencyCommand implements Callable<Integer> {

    @Option(
            names = "--answers",
            paramLabel = "FOLDER",
            required = true,
            description = "The folder of serve --answer-log.")
    private Path answers;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Leave out earlier requests, such as those before rows were deleted by other means than 'granary"
                            + " delete entity'.")
    private @Nullable Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "Leave out requests of this time and later, such as those that the archive does not reach yet.")
    private @Nullable Instant until;

    @Option(
            names = "--leave-out",
            paramLabel = "VIEW",
            split = ",",
            description =
                    "Do not compare a view, such as one whose rows are pushed 'to: online' and are nowhere at rest."
                            + " Repeatable.")
    private Set<String> leftOut = Set.of();

    @Option(
            names = "--propagation",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationText.class,
            description = "How long a row may be on its way to the online store before it is late, and clocks may be"
                    + " apart (default: ${DEFAULT-VALUE}).")
    private Duration propagation;

    @Option(
            names = "--late",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationText.class,
            description =
                    "How long a row may not have been applied before it counts as lost, which nothing explains; of"
                            + " views that are materialized once a day, more than a day (default: ${DEFAULT-VALUE}).")
    private Duration late;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The Kafka brokers, which are asked who was erased from a project when something of it"
                    + " differs (default: nobody was).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many differing values are shown (default: ${DEFAULT-VALUE}).")
    private int examples;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Write the counts here, too, in Prometheus' text format.")
    private @Nullable Path metricsFile;

    @Mixin
    private ArchiveReadingOptions archive;

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private EngineOptions engine;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    private final Map<String, Revision> revisions = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        ConsistencyRequest request = ConsistencyRequest.of(answers, repository.folder())
                .with(archive.archive())
                .between(from, until)
                .leavingOut(leftOut)
                .with(new Bounds(propagation, late))
                .showing(examples);
        ConsistencyReport report = run(request);
        output.print(ConsistencyText.of(report), ConsistencyReportJson.toNode(report));
        return report.unexplained() == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private ConsistencyReport run(ConsistencyRequest request) throws IOException {
        Path scratch = Files.createTempDirectory("granary-consistency");
        try (IcebergCatalogs catalogs = engine.iceberg().open();
                ObjectStores stores = engine.objects()) {
            ComparisonJob job = ComparisonJob.of(request.answers(), metricsFile);
            ConsistencyCheck check = new ConsistencyCheck(
                    request, this::revision, this::erasures, new Engine(catalogs, stores, job), scratch);
            return engine.lineage().tell(job.begun(), () -> run(check), report -> job.ended());
        } finally {
            Folders.delete(scratch);
        }
    }

    private ConsistencyReport run(ConsistencyCheck check) {
        ConsistencyReport report = check.run();
        warn(report);
        if (metricsFile != null) {
            ConsistencyMetrics.write(report, metricsFile.toAbsolutePath(), Instant.now());
        }
        return report;
    }

    private EntityErasures erasures(String project) {
        if (bootstrapServers == null) {
            return EntityErasures.NONE;
        }
        Map<String, String> kafka = Map.of("bootstrap.servers", KafkaOptions.requireAddresses(bootstrapServers));
        return new EntityErasures(Erasures.receipts(kafka, project).stream()
                .map(receipt -> new EntityErasures.Ended(receipt.erasure(), receipt.ended()))
                .toList());
    }

    private void warn(ConsistencyReport report) {
        if (report.answers() == 0) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot compare answers: " + answers + " has none"
                            + (from == null && until == null ? "" : " of that time") + unfinished(report));
        }
        if (report.unfinishedFiles() > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Not read" + unfinished(report));
            err.flush();
        }
    }

    private static String unfinished(ConsistencyReport report) {
        return report.unfinishedFiles() == 0
                ? ""
                : ": " + report.unfinishedFiles()
                        + " files that a server still writes, or was killed over (*.unfinished)";
    }

    /** The revision as its rows are written. */
    private Revision revision(String project, int number) {
        return revisions.computeIfAbsent(project + " " + number, key -> {
            try {
                return registry.api().rollout(project).written(registry.api().revision(project, number));
            } catch (GranaryException e) {
                throw new GranaryException(
                        e.code(),
                        "Cannot compare answers of revision " + number + " of project " + project + ": "
                                + e.getMessage(),
                        e);
            }
        });
    }

    /** Makes training sets as the options say, of the newest snapshots, and of copies of the objects that there are. */
    private final class Engine implements ConsistencyCheck.Engine {

        private final IcebergCatalogs catalogs;
        private final ObjectStores stores;
        private final ComparisonJob job;

        Engine(IcebergCatalogs catalogs, ObjectStores stores, ComparisonJob job) {
            this.catalogs = catalogs;
            this.stores = stores;
            this.job = job;
        }

        @Override
        public TrainingSetRequest prepare(TrainingSetRequest request) {
            TrainingSetRequest chosen = new ObjectChooser(stores).choose(new SnapshotChooser(catalogs).choose(request));
            return chosen.withSnapshots(CopyingEngine.copied(chosen.snapshots(), stores, ProgressListener.NONE));
        }

        @Override
        public TrainingSetManifest build(TrainingSetRequest request) {
            job.reads(request);
            return engine.toCompare().withEngine(request, spec.commandLine().getErr(), started -> {
                try (ProgressLine progress = new ProgressLine("consistency")) {
                    return started.buildTrainingSet(request, progress);
                }
            });
        }
    }
}
