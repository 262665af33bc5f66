package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.process.StandAlone;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.ViewGeneration;
import io.granary.http.HttpConfig;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a revision that does not answer yet, and does about it. */
@Timeout(60)
class RolloutCommandTest {

    @TempDir
    Path folder;

    private StandAlone<RegistryServer> registry;
    private RegistryApi api;

    @BeforeEach
    void startRegistry() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        registry = StandAlone.start(
                HttpConfig.onPort(0),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()));
        api = new RegistryApi(registry.part().address(), Duration.ofSeconds(10));
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void applyHasNothingToSayOfARevisionThatIsLive() throws IOException {
        CommandRun run = apply("speed > 1.0");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).endsWith("Applied. Project 'rides' is at revision 1.\n");
    }

    @Test
    void applySaysWhatIsNotYetLiveAndWhatToDo() throws IOException {
        apply("speed > 1.0");
        CommandRun run = apply("speed > 2.0");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("Revision 1 answers until these generations are filled:\n")
                .containsPattern("  day@[0-9a-f]{12}  filled by 'granary materialize day'\n")
                .containsPattern("  now@[0-9a-f]{12}  filled by ingestion, when it has read the topic again\n")
                .endsWith("'granary promote VIEW' answers from one as it is.\n");
    }

    @Test
    void rolloutShowsEachGeneration() throws IOException {
        apply("speed > 1.0");
        apply("speed > 2.0");
        CommandRun table = run("rollout");
        assertThat(table.out())
                .startsWith("Project 'rides': revision 1 is live, revision 2 waits.\n\nVIEW")
                .containsPattern("day +[0-9a-f]{12} +building +20")
                .containsPattern("day +[0-9a-f]{12} +outgoing +20")
                .contains("Revision 2 waits for ")
                .contains("filled by 'granary materialize day'");
        JsonNode json = JsonHttp.parse(run("rollout", "-o", "json").out().getBytes(StandardCharsets.UTF_8));
        assertThat(json.path("live").asInt()).isEqualTo(1);
        assertThat(json.path("generations")).hasSize(4);
    }

    @Test
    void promoteAnswersFromAGenerationAsItIs() throws IOException {
        apply("speed > 1.0");
        apply("speed > 2.0");
        CommandRun first = run("promote", "day");
        assertThat(first.out())
                .containsPattern("Generation [0-9a-f]{12} of 'day' is taken as it is\\.\n")
                .contains("Revision 2 waits for 1 generation:\n");
        assertThat(run("promote", "day").out())
                .isEqualTo("Nothing to promote: no generation of 'day' is being built.\n");
        assertThat(run("promote", "now").out())
                .endsWith("Revision 2 is live; entities whose rows are not there yet are NOT_FOUND.\n");
        CommandRun unknown = run("promote", "nay");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(unknown.err()).contains("'nay' does not exist");
    }

    @Test
    void callsARenamedViewByItsPresentName() throws IOException {
        apply("speed > 1.0");
        repository("speed > 1.0");
        Path views = folder.resolve("views.yaml");
        Files.writeString(views, Files.readString(views).replace("name: day\n", "name: daily\nwas: day\n"));
        assertThat(run("apply", "--repo", folder.toString(), "--allow-breaking").exitCode())
                .isEqualTo(ExitCode.OK);
        Files.writeString(views, Files.readString(views).replace("speed > 1.0", "speed > 2.0"));
        CommandRun second = run("apply", "--repo", folder.toString(), "--allow-breaking", "--wait=1ms");
        assertThat(second.err()).containsPattern("  daily@[0-9a-f]{12}  filled by 'granary materialize daily'\n");
        assertThat(run("rollout").out())
                .containsPattern("daily +[0-9a-f]{12} +building +20")
                .containsPattern("daily +[0-9a-f]{12} +outgoing +20")
                .doesNotContainPattern("\nday ");
        assertThat(run("promote", "daily").out())
                .containsPattern("Generation [0-9a-f]{12} of 'daily' is taken as it is\\.\n");
        assertThat(run("rollout").out()).containsPattern("daily +[0-9a-f]{12} +ready +20");
    }

    @Test
    void promotesARenamedViewThatIsStoredUnderItsFirstName() throws IOException {
        apply("speed > 1.0");
        apply("speed > 2.0");
        Path views = folder.resolve("views.yaml");
        Files.writeString(views, Files.readString(views).replace("name: day\n", "name: daily\nwas: day\n"));
        CommandRun renamed = run("apply", "--repo", folder.toString(), "--allow-breaking");
        assertThat(renamed.out()).containsPattern("  daily@[0-9a-f]{12}  filled by 'granary materialize daily'\n");
        assertThat(run("promote", "daily").out())
                .containsPattern("Generation [0-9a-f]{12} of 'daily' is taken as it is\\.\n");
        assertThat(api.rollout("rides").in(GenerationState.BUILDING))
                .extracting(ViewGeneration::view)
                .containsExactly("now");
    }

    @Test
    void applyWaitsUntilTheRevisionIsLive() throws Exception {
        apply("speed > 1.0");
        CompletableFuture<CommandRun> waiting = CompletableFuture.supplyAsync(() -> apply("speed > 2.0", "--wait=50s"));
        Awaitility.await().until(() -> !building().isEmpty());
        run("promote", "now");
        Awaitility.await().until(() -> building().size() == 1);
        run("promote", "day");
        CommandRun run = waiting.get();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).startsWith("Revision 2 waits for ").contains("filled by 'granary materialize day'");
        assertThat(run.out()).endsWith("Applied. Project 'rides' is at revision 2.\nRevision 2 is live.\n");
    }

    @Test
    void applyOfWhatIsAppliedAlreadyStillWaitsForIt() throws IOException {
        apply("speed > 1.0");
        apply("speed > 2.0");
        assertThat(apply("speed > 2.0", "--wait=1ms").exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        run("promote", "day");
        run("promote", "now");
        CommandRun run = apply("speed > 2.0", "--wait=1ms");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("No changes. Project 'rides' is at revision 2.\n");
    }

    @Test
    void applyWaitsNoLongerThanItIsTold() throws IOException {
        apply("speed > 1.0");
        CommandRun run = apply("speed > 2.0", "--wait=1ms");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(run.err()).contains("Cannot wait longer than 1ms for revision 2: its generations are not filled");
        assertThat(apply("speed > 3.0", "--wait=soon").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private List<?> building() {
        return api.rollout("rides").in(GenerationState.BUILDING);
    }

    private CommandRun apply(String where, String... more) {
        List<String> arguments = new ArrayList<>(List.of("apply", "--repo", repository(where)));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--registry", registry.part().address().toString()));
        if (!all.contains("--repo")) {
            all.addAll(List.of("--project", "rides"));
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private String repository(String where) {
        try {
            Files.writeString(folder.resolve("granary.yaml"), "project: rides\n");
            Files.writeString(folder.resolve("views.yaml"), """
                    kind: Entity
                    name: rider
                    joinKeys: [{name: rider, type: STRING}]
                    ---
                    kind: BatchSource
                    name: days
                    csv: days.csv
                    eventTimestamp: at
                    schema: [{name: rider, type: STRING}, {name: at, type: TIMESTAMP}, {name: speed, type: FLOAT64}]
                    ---
                    kind: StreamSource
                    name: rides
                    topic: rides
                    format: json
                    eventTimestamp: at
                    schema: [{name: rider, type: STRING}, {name: at, type: TIMESTAMP}, {name: speed, type: FLOAT64}]
                    ---
                    kind: FeatureView
                    name: day
                    entities: [rider]
                    source: days
                    where: "%1$s"
                    features: [{name: speed, type: FLOAT64}]
                    ---
                    kind: FeatureView
                    name: now
                    entities: [rider]
                    source: rides
                    where: "%1$s"
                    features: [{name: speed, type: FLOAT64}]
                    """.formatted(where));
            return folder.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
