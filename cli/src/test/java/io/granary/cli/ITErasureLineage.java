package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.files.Repository;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.cli.openlineage.ToldEvents;
import io.granary.cli.process.AllInOne;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.server.rollout.RolloutConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of erasures, by the command and by a server, beside ingestion that runs: everything but who it was. */
@Timeout(180)
final class ITErasureLineage {

    private static final String ANN = "ann-0b5e";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static ToldEvents served;
    private static AllInOne all;

    @BeforeAll
    static void start() throws IOException {
        served = new ToldEvents(folder.resolve("served.jsonl"));
        all = AllInOne.start(
                "taxis",
                folder.resolve("data"),
                folder.resolve("models"),
                AllInOne.Ports.ANY,
                new AllInOne.Options(RolloutConfig.DEFAULT, null, null, null, LineageTarget.parse(served.address())),
                InstantSource.system());
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("granary.yaml"), "project: taxis\n");
        Files.writeString(
                repository.resolve("definitions.yaml"),
                TripDocuments.join(TripDocuments.DRIVER, TripDocuments.STREAMED_TRIPS, TripDocuments.LAST_TRIP));
        new RegistryApi(all.registry(), PATIENCE)
                .apply(
                        "taxis",
                        new ApplyRequest(
                                0, "ann", "", Repository.load(repository).definitions()));
        await().atMost(PATIENCE).until(() -> all.ingestion().lag().isCaughtUp());
    }

    @AfterAll
    static void stop() {
        all.close();
    }

    @Test
    void theCommandTellsOfOneThatFailsAndOfOneThatIsFinished() throws IOException {
        Path archive = folder.resolve("archive");
        Path topic = Files.createDirectories(archive.resolve("trips/life-1"));
        Files.writeString(topic.resolve("00000-0000000000000000000-0000000000000000009.avro"), "no Avro");
        ToldEvents told = ToldEvents.in(folder);

        CommandRun failed = erase(told, "--archive=" + archive, "--wait-at-most=2s");

        assertThat(failed.exitCode()).as(failed.err()).isNotZero();
        assertThat(told.all()).as(failed.err()).containsExactly("erase.driver START", "erase.driver FAIL");
        JsonNode failure = told.last("FAIL");
        assertThat(failure.at("/job/namespace").asText()).isEqualTo("granary://taxis");
        assertThat(ToldEvents.inputs(failure)).containsExactly("file " + archive.resolve("trips"));
        assertThat(ToldEvents.outputs(failure))
                .containsExactly("granary://taxis last_trip", "file " + archive.resolve("trips"));
        assertThat(failed.err()).contains(ToldEvents.error(failure));

        CommandRun finished = erase(told);

        assertThat(finished.exitCode()).as(finished.err()).isZero();
        JsonNode complete = told.last("COMPLETE");
        assertThat(ToldEvents.inputs(complete)).isEmpty();
        assertThat(ToldEvents.outputs(complete)).containsExactly("granary://taxis last_trip");
        assertThat(ToldEvents.columns(complete.at("/outputs/0"))).containsExactly("driver STRING", "miles INT64");
        assertThat(told.text()).doesNotContain(ANN);
    }

    @Test
    void aServerTellsOfOneThatItWasAskedFor() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(all.serving().resolve("/v1/projects/taxis/erasures"))
                .POST(BodyPublishers.ofString("{\"entity\": \"driver\", \"join_keys\": {\"driver\": \"bob-77c1\"}}"))
                .build();
        HttpResponse<String> begun = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(served.all()).containsExactly("erase.driver START", "erase.driver COMPLETE"));
        assertThat(ToldEvents.outputs(served.last("COMPLETE"))).containsExactly("granary://taxis last_trip");
        assertThat(served.text()).doesNotContain("bob-77c1");
    }

    private static CommandRun erase(ToldEvents told, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "delete",
                "entity",
                "driver",
                "--key=driver=" + ANN,
                "--yes",
                "--project=taxis",
                "--registry=" + all.registry(),
                "--bootstrap-servers=" + all.bootstrapServers(),
                "--redis-uri=" + all.redisUri(),
                told.option()));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
