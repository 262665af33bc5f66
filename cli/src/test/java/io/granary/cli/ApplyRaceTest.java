package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.cli.process.StandAlone;
import io.granary.http.HttpConfig;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many people apply at once. */
@Timeout(60)
class ApplyRaceTest {

    private static final int PEOPLE = 20;

    @TempDir
    Path folder;

    @Test
    void whoeverPlannedOnAnOlderRevisionIsToldSo() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        try (StandAlone<RegistryServer> registry = StandAlone.start(
                HttpConfig.onPort(0),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()))) {
            String address = registry.part().address().toString();

            List<CommandRun> runs = applyAllAtOnce(address);

            List<CommandRun> won =
                    runs.stream().filter(run -> run.exitCode() == ExitCode.OK).toList();
            assertThat(new RegistryApi(registry.part().address(), Duration.ofSeconds(10)).history("race"))
                    .hasSameSizeAs(won)
                    .isNotEmpty();
            assertThat(won)
                    .allSatisfy(run -> assertThat(run.out()).contains("Applied. Project 'race' is at revision "));
            assertThat(runs).filteredOn(run -> run.exitCode() != ExitCode.OK).allSatisfy(ApplyRaceTest::assertConflict);
        }
    }

    private static void assertConflict(CommandRun run) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFLICT);
        assertThat(run.err()).startsWith("granary: Cannot apply ").contains("is the newest");
    }

    private List<CommandRun> applyAllAtOnce(String registry) {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        try {
            List<CompletableFuture<CommandRun>> runs = IntStream.range(0, PEOPLE)
                    .mapToObj(person -> CompletableFuture.supplyAsync(() -> apply(person, registry, start), people))
                    .toList();
            start.countDown();
            return runs.stream().map(CompletableFuture::join).toList();
        } finally {
            people.shutdownNow();
        }
    }

    private CommandRun apply(int person, String registry, CountDownLatch start) {
        try {
            Path repository = Files.createDirectories(folder.resolve("repository" + person));
            Files.writeString(repository.resolve("granary.yaml"), "project: race\n");
            Files.writeString(
                    repository.resolve("entity.yaml"),
                    "kind: Entity\nname: person_" + person + "\njoinKeys: [{name: id, type: INT64}]\n");
            start.await();
            return CommandRun.of("apply", "--repo", repository.toString(), "--registry", registry);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
