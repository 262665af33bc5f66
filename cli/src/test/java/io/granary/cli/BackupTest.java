package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.server.store.DatabaseConfig;
import io.granary.registry.server.store.RegistryDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code granary backup} and {@code granary restore} as a person or a script sees them. */
@Timeout(120)
class BackupTest {

    @TempDir
    Path folder;

    private Path database;
    private Path file;

    @BeforeEach
    void makeARegistry() {
        database = folder.resolve("registry.db");
        file = folder.resolve("registry.backup");
        try (RegistryDatabase open = RegistryDatabase.open(DatabaseConfig.sqlite(database))) {
            Revision first = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);
            open.revisions().append(first, new ChangeCounts(0, 0, 0));
            open.revisions().append(first.next(Definitions.EMPTY, "ann", "", Instant.EPOCH), new ChangeCounts(0, 0, 0));
        }
    }

    @Test
    void tellWhatTheyWrote() {
        CommandRun backup = run("backup", file, database);
        assertThat(backup.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(backup.out()).isEqualTo("""
                PROJECT  REVISIONS
                flights  2
                """);
        Path restored = folder.resolve("restored.db");
        CommandRun restore = run("restore", file, restored, "-o", "json");
        assertThat(restore.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(restore.out()).contains("\"revisions\" : 2").contains("\"flights\" : 2");
        try (RegistryDatabase open = RegistryDatabase.open(DatabaseConfig.sqlite(restored))) {
            assertThat(open.revisions().latestNumber("flights")).isEqualTo(2);
        }
    }

    @Test
    void refuseADatabaseThatIsInUseAlready() {
        run("backup", file, database);
        CommandRun restore = run("restore", file, database);
        assertThat(restore.err())
                .isEqualTo("granary: Cannot restore into this database: it has revisions of 1 projects already;"
                        + " restore into an empty one" + System.lineSeparator());
        assertThat(restore.exitCode()).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void refuseADamagedFileBeforeTheyMakeADatabase() throws IOException {
        run("backup", file, database);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        Path target = folder.resolve("new.db");
        CommandRun restore = run("restore", file, target);
        assertThat(restore.err()).contains("Cannot read backup " + file + ": it is truncated");
        assertThat(restore.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(target).doesNotExist();
    }

    @Test
    void sayThatADatabaseIsAwayOrNotThere() {
        CommandRun away = CommandRun.of("backup", file.toString(), "--database", "jdbc:postgresql://127.0.0.1:9/x");
        assertThat(away.err()).contains("Cannot open the registry's database: Connection to 127.0.0.1:9 refused.");
        assertThat(away.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        Path none = folder.resolve("none.db");
        CommandRun missing = run("backup", file, none);
        assertThat(missing.err()).contains("registry.database: '" + none + "' does not exist");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(file).doesNotExist();
        assertThat(none).doesNotExist();
    }

    private static CommandRun run(String command, Path file, Path database, String... more) {
        String[] arguments = {command, file.toString(), "--database", database.toString()};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return CommandRun.of(all);
    }
}
