package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.registry.server.backup.Backup;
import io.granary.registry.server.backup.BackupSummary;
import io.granary.registry.server.store.RegistryDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Writes every revision of every project, and how far each is rolled out, from a registry's database"
                        + " to one file. The registry may run meanwhile.")
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file to make; there must be none of that name.")
    private Path file;

    @Mixin
    private DatabaseOptions database;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        try (RegistryDatabase open = RegistryDatabase.openExisting(database.config());
                ProgressLine progress = new ProgressLine("Backup")) {
            BackupSummary summary = new Backup(open, BackupReport.following(progress)).write(file, Instant.now());
            BackupReport.print(summary, output);
        }
        return ExitCode.OK;
    }
}
