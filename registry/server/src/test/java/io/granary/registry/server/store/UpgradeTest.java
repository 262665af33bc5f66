package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionJson;
import io.granary.registry.client.RevisionSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * That this build goes on with the database of the first one (commit 3095aa2): the example repository in eight revisions,
 * with a view in two generations, model versions, a router, a view that was gone for a while, and a second project.
 */
@Timeout(60)
class UpgradeTest {

    private static final Map<String, Integer> PROJECTS = Map.of("flights", 8, "taxis", 1);

    @TempDir
    Path folder;

    @RegisterExtension
    final OpenDatabases databases = new OpenDatabases();

    private RegistryDatabase database;

    @BeforeEach
    void openTheDatabaseOfTheFirstBuild() throws IOException {
        Path file = folder.resolve("registry.db");
        try (InputStream first = UpgradeTest.class.getResourceAsStream("first-build.db")) {
            Files.copy(Objects.requireNonNull(first, "first-build.db"), file);
        }
        database = databases.open(DatabaseConfig.sqlite(file));
    }

    @Test
    void servesEveryRevisionByteForByte() {
        assertThat(database.revisions().projects()).containsExactly("flights", "taxis");
        PROJECTS.forEach((project, newest) -> {
            assertThat(database.revisions().latestNumber(project)).isEqualTo(newest);
            for (int number = 1; number <= newest; number++) {
                assertThat(served(project, number)).isEqualTo(stored(project, number));
            }
        });
    }

    @Test
    void tellsTheHistory() {
        assertThat(database.revisions().history("flights"))
                .extracting(RevisionSummary::message)
                .containsExactly(
                        "Routes again, without the outliers",
                        "Routes are not worth it",
                        "Route to both versions",
                        "Register delay 2",
                        "Register delay 1",
                        "Late is more than 20 minutes",
                        "Keep routes for a week ✈",
                        "The first flights");
        assertThat(database.revisions().history("flights").get(7).counts()).isEqualTo(new ChangeCounts(11, 0, 0));
    }

    @Test
    void answersFromTheNewestRevision() {
        Rollout rollout = database.rollouts().find("flights");
        assertThat(rollout.newest()).isEqualTo(8);
        assertThat(rollout.isComplete()).isTrue();
    }

    @Test
    void goesOn() {
        Revision newest = Objects.requireNonNull(database.revisions().findLatest("flights"), "flights");
        Revision next = newest.next(newest.definitions(), "ann", "after the upgrade", newest.createdAt());
        database.revisions().append(next, new ChangeCounts(0, 0, 0));
        assertThat(database.revisions().findLatest("flights")).isEqualTo(next);
        assertThat(database.rollouts().find("flights").live()).isEqualTo(9);
    }

    @Test
    void keepsWhatTheFirstBuildMigrated() {
        List<String> checksums = database.read(
                handle -> handle.createQuery("select checksum from flyway_schema_history where version = '1'")
                        .mapTo(String.class)
                        .list());
        assertThat(checksums).containsExactly(checksumOfNewDatabase());
    }

    private String checksumOfNewDatabase() {
        return databases
                .open(DatabaseConfig.sqlite(folder.resolve("new.db")))
                .read(handle -> handle.createQuery("select checksum from flyway_schema_history where version = '1'")
                        .mapTo(String.class)
                        .one());
    }

    private String served(String project, int number) {
        Revision revision = Objects.requireNonNull(database.revisions().find(project, number), project);
        return new String(RevisionJson.encode(revision), StandardCharsets.UTF_8);
    }

    private String stored(String project, int number) {
        return database.read(
                handle -> handle.createQuery("select body from revision where project = :project and number = :number")
                        .bind("project", project)
                        .bind("number", number)
                        .mapTo(String.class)
                        .one());
    }
}
