package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.registry.server.backup.BackupSummary;
import io.granary.registry.server.backup.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Fills an empty database, SQLite or PostgreSQL, with what 'granary backup' wrote. The file is read"
                        + " through first; then all of it is restored, or nothing. No registry may run on the database yet.")
final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What 'granary backup' wrote.")
    private Path file;

    @Mixin
    private DatabaseOptions database;

    @Option(
            names = "--new-identity",
            description = "Make it another registry than the one of the backup: clients then take what is restored even"
                    + " if they have seen newer revisions. For a backup that lacks the last revisions.")
    private boolean newIdentity;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Restore.Identity identity = newIdentity ? Restore.Identity.NEW : Restore.Identity.SAME;
        try (ProgressLine progress = new ProgressLine("Restore")) {
            BackupSummary summary =
                    new Restore(file, identity, BackupReport.following(progress)).into(database.config());
            BackupReport.print(summary, output);
        }
        return ExitCode.OK;
    }
}
