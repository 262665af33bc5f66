package io.granary.cli;

import io.granary.cli.files.Home;
import io.granary.cli.openlineage.ErasureJob;
import io.granary.cli.openlineage.LineageOptions;
import io.granary.cli.terminal.Confirmation;
import io.granary.cli.terminal.Output;
import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.ingestion.BatchSourceErasure;
import io.granary.ingestion.EntityErasure;
import io.granary.ingestion.ErasureConfig;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceiptJson;
import io.granary.ingestion.ErasureRun;
import io.granary.online.store.OnlineStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code granary delete entity}: erases one entity. */
@Command(
        name = "entity",
        mixinStandardHelpOptions = true,
        description = {
            "Erases one entity from the online store, the feature log, the states of windows, the archive and logged answers,"
                    + " and keeps a receipt. What arrived of it until then is not computed from again, by whatever reads it again;"
                    + " what arrives later makes it anew. Ingestion runs meanwhile, and has to.",
            "Views with more join keys than the entity lose every row that has it: those are looked for in the feature"
                    + " log and the online store, which are read whole for it. In the archive, a record goes as a whole"
                    + " when any view reads the entity from it.",
            "With --batch-sources, Parquet files on disk that batch sources name, also as the history of a stream, are written"
                    + " again without the entity's rows up to then. Jobs that read them meanwhile fail and say so.",
            "Running it again goes on where one ended that was not finished. The receipt names what is left elsewhere,"
                    + " such as topics of events and batch sources."
        })
final class DeleteEntityCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The entity, as the project defines it.")
    private String name;

    @Option(
            names = "--key",
            paramLabel = "JOINKEY=VALUE",
            required = true,
            description = "A join key and its value; one for each join key of the entity.")
    private List<String> keys;

    @Option(names = "--dry-run", description = "Only show what there is, and what would be left.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--wait-at-most",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = DurationText.class,
            description =
                    "How long ingestion, the archive and servers that log answers are waited for, each time (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Option(
            names = "--answers",
            paramLabel = "FOLDER",
            description = "The folder of serve --answer-log, whose answers lose the entity's rows (default: none).")
    private @Nullable Path answers;

    @Option(
            names = "--batch-sources",
            description =
                    "Take the entity's rows out of the files of batch sources, too: Parquet on disk, relative paths"
                            + " of which start at --repo (default: they stay, and the receipt names them).")
    private boolean batchSources;

    @Option(
            names = SparkOptions.JARS,
            paramLabel = "FOLDER",
            description = "The jars of the process that writes files of batch sources again (default: those of this"
                    + " installation).")
    private @Nullable Path jars;

    @Mixin
    private ProjectServers servers;

    @Mixin
    private ArchiveFolder archive;

    @Mixin
    private LineageOptions lineage;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ErasureConfig config =
                new ErasureConfig(servers.ingestion(), archive.existing(), existingAnswers(), batchSources(), patience);
        Revision revision = servers.rollout().newest();
        Entity entity = revision.definitions().entity(name);
        EntityKey key = EntityKeyCodec.of(servers.project(), entity.joinKeys()).encode(GivenKey.read(entity, keys));
        try (OnlineStore store = servers.openStore();
                EntityErasure erasure = EntityErasure.open(config, store, servers)) {
            print(
                    dryRun
                            ? erasure.look(entity, key)
                            : run(erasure, entity, key, ErasureJob.of(revision, entity, config)));
            return ExitCode.OK;
        }
    }

    private @Nullable BatchSourceErasure batchSources() {
        return batchSources ? new BatchSourceFiles(jars == null ? Home.sparkJars() : jars, servers.repository()) : null;
    }

    private @Nullable Path existingAnswers() {
        Path given = answers == null ? null : answers.toAbsolutePath().normalize();
        if (given != null && !Files.isDirectory(given)) {
            throw GranaryException.invalid("--answers", given, "a folder that serving logs answers to");
        }
        return given;
    }

    private ErasureReceipt run(EntityErasure erasure, Entity entity, EntityKey key, ErasureJob job) {
        if (!yes) {
            Confirmation.require(
                    spec.commandLine(), "Erase this " + entity.name() + " from " + servers.project() + "?");
        }
        try (ErasureRun run = erasure.begin(entity, key)) {
            return job.tell(lineage.target(), () -> run.finish(this::show));
        }
    }

    private void show(String step) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(step);
        err.flush();
    }

    private void print(ErasureReceipt receipt) {
        output.print(ErasureText.of(receipt), ErasureReceiptJson.write(receipt).put("dry_run", dryRun));
    }
}
