package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SqliteDatabaseTest {

    private static final Revision FIRST = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"registry.db", "a?b=c&d.db", "50%41 off.db", "#1;2.db", "Ünïcode ✈.db", ":memory:", "x?mode=ro"})
    void keepsItsFileUnderAnyName(String name) throws IOException {
        Path file = folder.resolve(name);
        String identity;
        try (RegistryDatabase database = RegistryDatabase.open(DatabaseConfig.sqlite(file))) {
            database.revisions().append(FIRST, new ChangeCounts(0, 0, 0));
            identity = database.revisions().identity();
        }
        try (RegistryDatabase database = RegistryDatabase.open(DatabaseConfig.sqlite(file))) {
            assertThat(database.revisions().findLatest("flights")).isEqualTo(FIRST);
            assertThat(database.revisions().identity()).isEqualTo(identity);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains(name)
                    .allMatch(other -> other.startsWith(name));
        }
    }

    @Test
    void saysThatAFolderIsNotThere() {
        assertCannotOpen(folder.resolve("none/registry.db"), "there is no folder " + folder.resolve("none"));
    }

    @Test
    void saysThatAFileIsAFolder() {
        assertCannotOpen(folder, "unable to open database file");
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        Path file = Files.writeString(folder.resolve("registry.db"), "kind: FeatureView\n".repeat(1_000));
        assertCannotOpen(file, "file is not a database");
    }

    @Test
    void takesAnEmptyFileForANewDatabase() throws IOException {
        Path file = Files.createFile(folder.resolve("registry.db"));
        try (RegistryDatabase database = RegistryDatabase.open(DatabaseConfig.sqlite(file))) {
            assertThat(database.revisions().projects()).isEmpty();
        }
    }

    private static void assertCannotOpen(Path file, String reason) {
        assertThatThrownBy(() -> RegistryDatabase.open(DatabaseConfig.sqlite(file)))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageStartingWith("Cannot open the registry's database")
                .hasMessageContaining(reason);
    }
}
