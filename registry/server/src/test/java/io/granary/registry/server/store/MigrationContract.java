package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.server.store.halfway.V1000__Two_tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for the migrations of every dialect, whatever happens to the process that runs them. */
@Timeout(300)
abstract class MigrationContract {

    private static final int KILLS = 8;
    private static final int PROCESSES = 4;

    /** A database of a test's own, empty at first. */
    abstract DatabaseConfig config();

    @Test
    void aMigrationKilledHalfWayHasNotHappenedAndResumes() throws Exception {
        try (ChildJvm child = start("-D" + V1000__Two_tables.STOPS + "=true")) {
            child.go();
            assertThat(child.awaitLine(V1000__Two_tables.HALF_WAY)).isNotNull();
            child.kill();
        }
        try (RegistryDatabase database = RegistryDatabase.open(config())) {
            assertThat(applied(database)).isEmpty();
            assertThat(tables(database)).contains("revision").doesNotContain("first_half");
        }
        try (RegistryDatabase database = DatabaseOpener.open(config())) {
            assertThat(applied(database)).containsExactly("1000");
            assertThat(tables(database)).contains("first_half", "second_half");
            assertThat(rows(database, "select id from first_half")).containsExactly("1");
        }
    }

    @Test
    void aFirstStartMayBeKilledAtAnyMoment() throws Exception {
        Random random = new Random(20261121);
        for (int i = 0; i < KILLS; i++) {
            try (ChildJvm child = start()) {
                child.go();
                child.killAfter(Duration.ofMillis(random.nextInt(200 * (i + 1))));
            }
        }
        assertIsWhole();
    }

    @Test
    void processesThatStartTogetherMigrateOnce() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            children.add(start());
        }
        for (ChildJvm child : children) {
            child.go();
        }
        List<String> identities = new ArrayList<>();
        for (ChildJvm child : children) {
            identities.add(String.valueOf(child.awaitLine("opened ")));
            child.close();
        }
        assertThat(identities).doesNotContain("null").hasSize(PROCESSES);
        assertThat(identities.stream().distinct()).hasSize(1);
        assertIsWhole();
    }

    @Test
    void tablesOfANewerBuildAreRefused() {
        DatabaseOpener.open(config()).close();
        assertThatThrownBy(() -> RegistryDatabase.open(config()))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
                .hasMessage("Cannot open the registry's database: a newer build has changed its tables"
                        + " (version 1000, 'Two tables'); use that build");
    }

    private void assertIsWhole() {
        try (RegistryDatabase database = DatabaseOpener.open(config())) {
            assertThat(rows(database, "select version from flyway_schema_history where not success"))
                    .isEmpty();
            assertThat(rows(database, "select version from flyway_schema_history"))
                    .doesNotHaveDuplicates()
                    .contains("1", "2", "1000");
            Revision revision = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);
            database.revisions().append(revision, new ChangeCounts(0, 0, 0));
            assertThat(database.revisions().findLatest("flights")).isEqualTo(revision);
        }
    }

    private ChildJvm start(String... options) throws Exception {
        DatabaseConfig config = config();
        ChildJvm child = ChildJvm.start(
                DatabaseOpener.class,
                List.of(options),
                List.of(
                        config.location(),
                        Objects.requireNonNullElse(config.user(), ""),
                        Objects.requireNonNullElse(config.password(), "")));
        assertThat(child.awaitLine("ready")).isNotNull();
        return child;
    }

    private static List<String> applied(RegistryDatabase database) {
        return rows(database, "select version from flyway_schema_history where version = '1000'");
    }

    private List<String> tables(RegistryDatabase database) {
        return rows(database, listTables());
    }

    /** A query for the names of all tables. */
    abstract String listTables();

    private static List<String> rows(RegistryDatabase database, String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
