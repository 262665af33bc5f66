package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.ChangeCounts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A SQLite file that is full, read-only or busy: the reason is told, and nothing is lost or half written. */
@Timeout(60)
class BadSqliteTest {

    @TempDir
    Path folder;

    @RegisterExtension
    final OpenDatabases databases = new OpenDatabases();

    private SqliteDialect dialect;

    @BeforeEach
    void makeAFirstRevision() {
        dialect = SqliteDialect.of(folder.resolve("registry.db"));
        append(open(dialect), 1);
    }

    @Test
    void saysThatItIsFullAndGoesOnWhenItIsNot() {
        RegistryDatabase full = open(dialect.with("max_page_count", "60"));
        int stored = appendUntilFull(full);
        assertThat(stored).isGreaterThan(1);
        assertWholeUpTo(stored, full);
        RegistryDatabase extended = open(dialect);
        append(extended, stored + 1);
        assertWholeUpTo(stored + 1, extended);
    }

    @Test
    void readsWhatIsReadOnly() {
        RegistryDatabase readOnly = open(new ReadOnlySqlite(dialect));
        assertThatThrownBy(() -> append(readOnly, 2))
                .isInstanceOfSatisfying(GranaryException.class, BadSqliteTest::assertUnavailable)
                .hasMessageContaining("attempt to write a readonly database");
        assertWholeUpTo(1, readOnly);
    }

    @Test
    void saysThatItIsBusyAndGoesOnWhenItIsNot() throws Exception {
        RegistryDatabase impatient = open(dialect.with("busy_timeout", "100"));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + dialect.file());
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> append(impatient, 2))
                    .isInstanceOfSatisfying(GranaryException.class, BadSqliteTest::assertUnavailable)
                    .hasMessageContaining("database is locked");
            assertWholeUpTo(1, impatient);
            statement.execute("rollback");
        }
        append(impatient, 2);
        assertWholeUpTo(2, impatient);
    }

    @Test
    void waitsForAnotherWriter() throws Exception {
        RegistryDatabase patient = open(dialect);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + dialect.file());
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            Thread writer = new Thread(() -> append(patient, 2), "waiting-writer");
            writer.start();
            writer.join(300);
            assertThat(writer.isAlive()).isTrue();
            statement.execute("rollback");
            writer.join();
        }
        assertWholeUpTo(2, patient);
    }

    /** @return the number of the last revision that fitted */
    private static int appendUntilFull(RegistryDatabase database) {
        for (int number = 2; number < 1_000; number++) {
            try {
                append(database, number);
            } catch (GranaryException e) {
                assertUnavailable(e);
                assertThat(e).hasMessageContaining("database or disk is full");
                return number - 1;
            }
        }
        throw new AssertionError("it never filled up");
    }

    private static void assertUnavailable(GranaryException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure).hasMessageStartingWith("Cannot write to the registry's database: [SQLITE_");
    }

    private static void assertWholeUpTo(int newest, RegistryDatabase database) {
        assertThat(database.revisions().history("flights")).hasSize(newest);
        for (int number = 1; number <= newest; number++) {
            assertThat(database.revisions().find("flights", number)).isEqualTo(revision(number));
        }
        assertThat(database.<String>read(handle -> handle.createQuery("pragma integrity_check")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("ok");
    }

    private RegistryDatabase open(Dialect opened) {
        return databases.keep(RegistryDatabase.open(opened, List.of()));
    }

    private static void append(RegistryDatabase database, int number) {
        database.revisions().append(revision(number), new ChangeCounts(1, 0, 0));
    }

    private static Revision revision(int number) {
        Revision base = Revision.none("flights");
        Definitions definitions = new Definitions(IntStream.rangeClosed(1, 10 * number)
                .mapToObj(i ->
                        new Entity("entity_" + i, List.of(new JoinKey("key_" + i, ScalarType.STRING)), Metadata.NONE))
                .toList());
        Revision next = base.next(definitions, "ann", "", Instant.EPOCH);
        return new Revision("flights", number, "ann", Instant.EPOCH, "", next.definitions(), next.viewStates());
    }
}
