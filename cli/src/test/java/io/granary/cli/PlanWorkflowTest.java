package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.cli.process.StandAlone;
import io.granary.core.definition.Revision;
import io.granary.http.HttpConfig;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a change in a repository to a revision and back, as a pipeline and as people do it. */
@Timeout(120)
class PlanWorkflowTest {

    private static final String VIEW =
            TripDocuments.trips("{name: miles, type: FLOAT64}", "{name: driver_name, type: STRING, from: driver}");

    @TempDir
    private Path folder;

    private StandAlone<RegistryServer> registry;
    private RegistryApi api;

    @BeforeEach
    void start() throws IOException {
        registry = registry("registry.db");
        api = new RegistryApi(registry.part().address(), Duration.ofSeconds(10));
        write("granary.yaml", "project: taxis\n");
        write("trips.csv", "driver,at,miles\nann,2026-01-01 10:00:00,3.5\nbob,2026-01-01 11:00:00,4.5\n");
        write(
                "sources.yaml",
                TripDocuments.join(TripDocuments.DRIVER, TripDocuments.csvTrips("trips.csv"), TripDocuments.TIPS));
        write("views.yaml", VIEW);
        assertThat(run("apply", "-m", "First features").exitCode()).isZero();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void showsWhatAChangeCosts() {
        write("views.yaml", VIEW + "  - {name: far, type: BOOL, expression: miles > 4.0}\n");

        CommandRun plan = run("plan", "--detailed-exitcode");

        assertThat(plan.exitCode()).isEqualTo(ExitCode.PLAN_HAS_CHANGES);
        assertThat(plan.out()).contains("""
                What it costs:
                  trips: its row schema changes, about 54 bytes an entity
                    to do, 'granary materialize trips', which reads 'trips': 2 rows
                  In total: 2 rows to read, about 54 bytes an entity
                """);
    }

    @Test
    void appliesExactlyWhatWasPlanned() {
        write("views.yaml", VIEW + "ttl: 1d\n");
        Path file = plan();
        write("views.yaml", VIEW + "ttl: 2d\n");

        CommandRun applied = run("apply", file.toString(), "-m", "Expire");

        assertThat(applied.exitCode()).isZero();
        assertThat(applied.out()).contains("+ ttl: 1d").endsWith("Applied. Project 'taxis' is at revision 2.\n");
        assertThat(api.latest("taxis").definitions().featureView("trips").ttl()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void refusesAPlanThatIsStale() {
        write("views.yaml", VIEW + "ttl: 1d\n");
        Path file = plan();
        write("views.yaml", VIEW + "ttl: 2d\n");
        run("apply");

        CommandRun stale = run("apply", file.toString());

        assertThat(stale.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(stale.out()).isEmpty();
        assertThat(stale.err())
                .isEqualTo("granary: Cannot apply to project 'taxis': it was planned on revision 1, and revision 2 is"
                        + " the newest; plan again\n");
    }

    @Test
    void anApplyTellsTheSameCostAsThePlanBeforeIt() {
        write("views.yaml", VIEW + "  - {name: kilometers, type: FLOAT64, expression: miles * 1.609}\n");

        assertThat(run("apply").out()).contains("which reads 'trips': 2 rows");
    }

    @Test
    void aServerThatIsNoRegistryIsNamed() {
        String other = registry.management().toString();

        CommandRun run = CommandRun.of("plan", "--repo", folder.toString(), "--registry", other);

        assertThat(run.err()).startsWith("granary: Cannot use " + other + " as the registry: it has no path '/v1/");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void refusesAPlanOfAnotherRegistry() throws IOException {
        Path file = plan();
        try (StandAlone<RegistryServer> other = registry("other.db")) {
            CommandRun run = CommandRun.of(
                    "apply",
                    file.toString(),
                    "--registry",
                    other.part().address().toString());

            assertThat(run.exitCode()).isEqualTo(ExitCode.CONFLICT);
            assertThat(run.err())
                    .isEqualTo("granary: Cannot apply " + file
                            + ": it was planned against another registry; plan again\n");
        }
    }

    @Test
    void refusesAPlanThatWasChangedOrIsNone() throws IOException {
        Path file = plan();
        Files.writeString(file, Files.readString(file).replace("trips.csv", "other.csv"));

        assertThat(run("apply", file.toString()).exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run("apply", file.toString()).err())
                .isEqualTo("granary: Cannot apply " + file
                        + ": Cannot use the plan: its checksum is wrong, so it was changed\n");
        Files.writeString(file, Files.readString(file).substring(0, 100));
        assertThat(run("apply", file.toString()).exitCode()).isEqualTo(ExitCode.INVALID);
        Files.delete(file);
        assertThat(run("apply", file.toString()).err()).contains("(expected: a file that can be read)");
    }

    @Test
    void breaksOnlyWhatItMay() {
        write("views.yaml", VIEW.replace("  - {name: miles, type: FLOAT64}\n", ""));

        CommandRun refused = run("apply");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.out()).contains("! Feature service 'tips' loses feature 'trips__miles'");
        assertThat(refused.err())
                .contains("it would break what others use; if that is meant, allow it (--allow-breaking")
                .contains("FeatureService tips: Feature service 'tips' loses feature 'trips__miles'");
        assertThat(api.latest("taxis").number()).isEqualTo(1);

        assertThat(run("apply", "--allow-breaking").exitCode()).isZero();
    }

    @Test
    void saysWhichRevisionAndFieldIsNotThere() {
        write("sources.yaml", read("sources.yaml").replace("\"trips:*\"", "\"trips:miles\""));
        run("apply");
        write("views.yaml", VIEW.replace("  - {name: miles, type: FLOAT64}\n", ""));

        CommandRun removed = run("apply", "--allow-breaking");
        assertThat(removed.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(removed.err()).contains("features[0]: 'miles' (expected: a feature of view 'trips')");
        assertThat(run("diff", "1", "9").err()).contains("'9' does not exist");
        assertThat(run("rollback", "9").err()).contains("'9' does not exist");
    }

    @Test
    void showsARenameAsOne() {
        write(
                "views.yaml",
                VIEW.replace("name: miles, type: FLOAT64", "name: length, type: FLOAT64, from: miles, was: miles"));

        CommandRun plan = run("plan");

        assertThat(plan.out())
                .contains("~ features.miles.name: miles -> length")
                .contains("! Feature service 'tips' calls feature 'trips__miles' now 'trips__length'")
                .doesNotContain("What it costs");
    }

    @Test
    void rollsBackAndShowsTheHistory() {
        write("views.yaml", VIEW + "ttl: 1d\n");
        run("apply", "-m", "Expire");

        assertThat(run("rollback", "1", "--dry-run").out())
                .contains("- ttl: 1d")
                .doesNotContain("Rolled back");
        CommandRun rolledBack = run("rollback", "1");
        assertThat(rolledBack.out())
                .contains("- ttl: 1d")
                .endsWith("Rolled back to revision 1. Project 'taxis' is at revision 3.\n");
        assertThat(run("rollback", "1").out()).isEqualTo("No changes. Project 'taxis' is at revision 3.\n");

        Revision last = api.latest("taxis");
        assertThat(last.definitions()).isEqualTo(api.revision("taxis", 1).definitions());
        assertThat(run("history")
                        .out()
                        .lines()
                        .map(line -> line.replaceAll("\\S+Z", "TIME").replaceAll(" +", " ")))
                .first()
                .isEqualTo("REVISION CREATED AUTHOR + ~ - MESSAGE");
        assertThat(run("history", "--limit", "1").out()).contains("3         live  ", "More: --cursor ");
        assertThat(run("history").out()).contains("Roll back to revision 1", "Expire", "First features");
        assertThat(run("diff", "1", "2").out()).contains("~ FeatureView trips", "+ ttl: 1d");
        assertThat(run("diff", "2").out()).contains("- ttl: 1d");
    }

    @Test
    void writesACommentForAPullRequest() {
        write("views.yaml", VIEW.replace("  - {name: miles, type: FLOAT64}\n", ""));

        assertThat(run("plan", "-o", "markdown").out())
                .startsWith("<!-- granary-plan taxis -->\n### Granary plan for `taxis`\n")
                .contains(":warning: **2 would break.**");
        assertThat(run("plan", "-o", "json").out()).contains("\"type\" : \"value-lost\"");
        assertThat(run("plan", "-o", "yaml").out()).contains("type: value-lost");
    }

    private Path plan() {
        Path file = folder.resolve("change.plan");
        assertThat(run("plan", "--out", file.toString()).exitCode()).isZero();
        return file;
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of(
                "--repo",
                folder.toString(),
                "--registry",
                registry.part().address().toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private StandAlone<RegistryServer> registry(String database) {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve(database));
        return StandAlone.start(
                HttpConfig.onPort(0),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
