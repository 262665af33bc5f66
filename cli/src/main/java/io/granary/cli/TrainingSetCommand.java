package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.cli.terminal.Table;
import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import io.granary.offline.engine.process.ObjectChooser;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.process.OfflineJob;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "training-set",
        mixinStandardHelpOptions = true,
        description = "Joins features to the rows of an entity frame, each as of its own moment, and writes Parquet and"
                + " a manifest. Needs --entities, --out, and --service or --feature; or one of the commands below, for sets"
                + " that are there.",
        subcommands = {
            ListTrainingSetsCommand.class,
            DescribeTrainingSetCommand.class,
            VerifyTrainingSetCommand.class,
            DiffTrainingSetsCommand.class
        })
final class TrainingSetCommand implements Callable<Integer> {

    @Mixin
    private FrameOptions frame;

    @ArgGroup
    private @Nullable WantedFeatures wanted;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where the set goes: a folder, or iceberg:CATALOG.TABLE, which is made if it is missing.")
    private @Nullable String out;

    @Option(
            names = "--overwrite",
            description = "Replace a set that is already there, or the rows of the table, whose snapshots stay.")
    private boolean overwrite;

    @Option(
            names = "--knowledge",
            description =
                    "What a row may know: ${COMPLETION-CANDIDATES} (default: as_served for streams, event_time for"
                            + " batch sources).")
    private @Nullable Knowledge knowledge;

    @Option(
            names = "--job-file",
            paramLabel = "FILE",
            description = "Do nothing but write the job to a file, and print the spark-submit command that does it.")
    private @Nullable Path jobFile;

    @Mixin
    private ShapeOptions shape;

    @Mixin
    private SnapshotOptions snapshots;

    @Mixin
    private ArchiveReadingOptions archive;

    @Mixin
    private RevisionOptions revision;

    @Mixin
    private EngineOptions engine;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        requireGiven();
        TrainingSetRequest request = request();
        frame.make(request, engine);
        if (jobFile != null) {
            OfflineJob job = new OfflineJob.TrainingSet(listed(request));
            JobFile written = JobFile.write(jobFile, job, engine.submitCommand(jobFile, job));
            output.print(written.text(), written.toNode());
            return ExitCode.OK;
        }
        TrainingSetManifest manifest =
                engine.withEngine(request, spec.commandLine().getErr(), started -> {
                    try (ProgressLine progress = new ProgressLine("training-set")) {
                        return started.buildTrainingSet(request, progress);
                    }
                });
        output.print(
                TrainingSetParts.text(manifest) + table(manifest).text(), TrainingSetManifestJson.toNode(manifest));
        archive.warn(manifest.archiveGaps());
        return ExitCode.OK;
    }

    /** Picocli would ask for required options before a command of our own, too. */
    private void requireGiven() {
        given(frame.entities(), "--entities=FILE");
        given(out, "--out=FOLDER");
        given(wanted, "--service=NAME' or '--feature=VIEW:FEATURE");
    }

    private <T> T given(@Nullable T value, String option) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '" + option + "'");
        }
        return value;
    }

    private TrainingSetRequest listed(TrainingSetRequest request) {
        try (ObjectStores stores = engine.objects()) {
            return new ObjectChooser(stores).choose(request);
        }
    }

    private TrainingSetRequest request() {
        Revision loaded = archive.archive() == null ? revision.load() : revision.loadWritten();
        try (IcebergCatalogs catalogs = engine.iceberg().open()) {
            return snapshots.choose(request(loaded, catalogs), catalogs);
        }
    }

    private TrainingSetRequest request(Revision loaded, IcebergCatalogs catalogs) {
        TrainingSetRequest.Builder request = TrainingSetRequest.builder(loaded)
                .repository(revision.folder())
                .eventTimestamp(frame.eventTimestamp())
                .shape(shape.shape());
        addOutput(request, given(out, "--out=FOLDER"), catalogs);
        given(wanted, "--service=NAME' or '--feature=VIEW:FEATURE").addTo(request);
        snapshots.addEntities(request, given(frame.entities(), "--entities=FILE"), catalogs);
        if (knowledge != null) {
            request.knowledge(knowledge);
        }
        EventArchive archived = archive.archive();
        if (archived != null) {
            request.archive(archived);
        }
        return request.build();
    }

    private void addOutput(TrainingSetRequest.Builder request, String text, IcebergCatalogs catalogs) {
        if (ObjectAddress.isAddress(text)) {
            throw GranaryException.invalid(
                    "--out",
                    text,
                    "a folder of this machine or an Iceberg table; an object store cannot let a set appear whole or not"
                            + " at all");
        }
        Path place = Path.of(text);
        if (overwrite) {
            request.replacingOutput();
        }
        TableArgument table = TableArgument.parse(place);
        if (table == null) {
            request.output(place);
            return;
        }
        if (table.snapshot() != null) {
            throw GranaryException.invalid("--out", place, "iceberg:CATALOG.TABLE, without a snapshot");
        }
        if (jobFile != null) {
            throw GranaryException.invalid(
                    "--job-file", jobFile, "a folder for --out, as it is this command that tells a table of its rows");
        }
        request.table(table.table())
                .output(catalogs.sets(table.table())
                        .prepare(overwrite ? ExistingOutput.REPLACE : ExistingOutput.REFUSE));
    }

    private static Table table(TrainingSetManifest manifest) {
        Table table = Table.of("COLUMN", "TYPE", "ROWS", "NULLS");
        List<TrainingSetColumn> columns = manifest.columns();
        columns.forEach(column -> table.row(column.name(), column.type(), manifest.rows(), column.nulls()));
        return table;
    }
}
