package io.granary.registry.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.server.store.DatabaseConfig;
import io.granary.registry.server.store.RegistryDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SqliteBackupTest extends BackupContract {

    private int databases;

    @Override
    DatabaseConfig newOrigin() {
        return newTarget();
    }

    @Override
    DatabaseConfig newTarget() {
        return DatabaseConfig.sqlite(folder.resolve("registry-" + databases++ + ".db"));
    }

    @Test
    void isNotMadeOfWhatIsNoRegistry() throws IOException {
        Path none = folder.resolve("none.db");
        assertCannotOpen(none, ErrorCode.NOT_FOUND, "registry.database: '" + none + "' does not exist");
        assertCannotOpen(
                Files.createFile(folder.resolve("empty.db")),
                ErrorCode.FAILED_PRECONDITION,
                "Cannot read the registry's database: it has no tables of a registry");
    }

    private static void assertCannotOpen(Path file, ErrorCode code, String message) {
        assertThatThrownBy(() -> RegistryDatabase.openExisting(DatabaseConfig.sqlite(file)))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
