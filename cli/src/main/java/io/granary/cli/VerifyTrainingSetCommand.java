package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks that a training set's files are those of its manifest, and with --reproduce makes it again"
                        + " and says in what the rows differ, and why. Exit code 1 when something differs.")
final class VerifyTrainingSetCommand implements Callable<Integer> {

    /** What {@code --sources} takes. */
    enum Sources {
        RECORDED,
        CURRENT
    }

    @Parameters(paramLabel = "SET", description = StoredSets.PLACE)
    private Path folder;

    @Option(names = "--reproduce", description = "Make the set again in a temporary folder, and compare the rows.")
    private boolean reproduces;

    @Option(
            names = "--sources",
            defaultValue = "recorded",
            description = "What it is made again from: recorded, the files that the manifest names, as long as they are"
                    + " unchanged; or current, all that the sources have now (default: ${DEFAULT-VALUE}).")
    private Sources sources;

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

    @Override
    public Integer call() {
        TrainingSetFolder set = StoredSets.read(folder, engine.iceberg());
        try {
            List<String> damage = set.damage();
            Verification verification = damage.isEmpty() && reproduces ? reproduce(set) : Verification.ofFiles(damage);
            print(set, verification);
            return verification.isSound() ? ExitCode.OK : ExitCode.FAILURE;
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot verify " + folder + ": " + e, e);
        }
    }

    private Verification reproduce(TrainingSetFolder set) throws IOException {
        Reproduction reproduction = new Reproduction(
                set,
                registry.api().revision(set.manifest().project(), set.manifest().revision()),
                repository.folder(),
                archive.archive());
        return reproduction.run(sources, engine, spec.commandLine().getErr());
    }

    private void print(TrainingSetFolder set, Verification verification) {
        Table table = Table.of("CHECK", "RESULT");
        table.row("files", verification.damage().isEmpty() ? set.files().size() + " as written" : "damaged");
        verification.damage().forEach(line -> table.row("", line));
        if (verification.rows() != null) {
            table.row("rows made again", verification.rows() == 0 ? "equal" : verification.rows() + " differ");
            verification.columns().forEach((column, count) -> table.row("  in " + column, count));
            verification.changes().forEach(line -> table.row("changed", line));
            verification.example().forEach((column, value) -> table.row("  such as " + column, value));
        }
        output.print(table, json(verification));
    }

    private static ObjectNode json(Verification verification) {
        ObjectNode node = JsonHttp.MAPPER.createObjectNode().put("sound", verification.isSound());
        verification.damage().forEach(node.putArray("damage")::add);
        if (verification.rows() != null) {
            node.put("rowsThatDiffer", verification.rows());
            verification.columns().forEach(node.putObject("columns")::put);
            verification.changes().forEach(node.putArray("changes")::add);
            verification.example().forEach(node.putObject("example")::put);
        }
        return node;
    }
}
