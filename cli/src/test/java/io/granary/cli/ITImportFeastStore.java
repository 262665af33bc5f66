package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.cli.openlineage.ToldEvents;
import io.granary.cli.process.AllInOne;
import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.embedded.EmbeddedRedisSentinel;
import io.granary.embedded.junit.SelfSigned;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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

/** A store that Feast wrote, copied and served here; both Redis servers and Kafka are real. */
@Timeout(180)
final class ITImportFeastStore {

    private static final int DRIVERS = 2_000;

    @TempDir
    private static Path folder;

    private static EmbeddedRedis feast;
    private static AllInOne all;

    @BeforeAll
    static void start() throws IOException {
        feast = EmbeddedRedis.in(folder.resolve("feast")).withoutSnapshots().start();
        FeastDrivers.write(feast, DRIVERS);
        FeastDrivers.writeWhatIsNotOurs(feast);
        all = AllInOne.start(
                "demo", folder.resolve("data"), folder.resolve("models"), AllInOne.Ports.ANY, InstantSource.system());
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("granary.yaml"), "project: demo\n");
        Files.writeString(repository.resolve("definitions.yaml"), FeastDrivers.DEFINITIONS);
        new RegistryApi(all.registry(), Duration.ofSeconds(20))
                .apply(
                        "demo",
                        new ApplyRequest(
                                0, "ann", "", Repository.load(repository).definitions()));
        await().atMost(Duration.ofMinutes(1)).until(() -> all.ingestion().lag().isCaughtUp());
    }

    @AfterAll
    static void stop() {
        all.close();
        feast.close();
    }

    @Test
    void rowsAreServedAsFeastHadThemAndWhatIsNotTheSameIsReported() throws IOException {
        CommandRun looked = run("--dry-run", "-o", "json");
        JsonNode dry = JsonHttp.parse(looked.out().getBytes(StandardCharsets.UTF_8));
        assertThat(looked.exitCode()).as(looked.err()).isEqualTo(ExitCode.FAILURE);
        assertThat(dry.at("/keys").asInt()).isEqualTo(DRIVERS + 4);
        assertThat(dry.at("/rows_written").asInt()).isZero();
        assertThat(dry.at("/views/driver_hourly_stats/rows_found").asInt()).isEqualTo(DRIVERS);
        assertThat(dry.at("/views/driver_profile/rows_found").asInt()).isEqualTo(667);
        assertThat(dry.at("/views/driver_profile/refusals").toString())
                .isEqualTo(
                        "[{\"name\":\"driver_profile:avg_daily_trips\",\"rows\":1,\"first\":\"text (expected: INT64)\"}]");
        assertThat(dry.at("/skipped").toString())
                .isEqualTo("{\"keys_of_projects\":{\"other\":1},\"keys_of_join_keys\":{\"rider_id\":1},"
                        + "\"rows_of_views\":{},\"fields\":2000,\"foreign_keys\":1}");

        ToldEvents told = ToldEvents.in(folder);
        CommandRun copied = run(told.option());
        assertThat(copied.exitCode()).as(copied.err()).isEqualTo(ExitCode.FAILURE);
        assertThat(copied.out())
                .containsPattern("driver_profile +667 +666 +1")
                .contains("2004 keys, 2666 rows are in the feature log; ingestion applies them to the online store.");
        await().atMost(Duration.ofMinutes(1)).until(() -> all.ingestion().lag().isCaughtUp());
        for (int driver : new int[] {1, 2, 3, 6, 1_998, 1_999}) {
            assertServed(driver);
        }
        assertThat(ask(0).at("/results/2/statuses/0").asText()).isEqualTo("PRESENT");
        assertThat(ask(0).at("/results/3/statuses/0").asText()).isEqualTo("NOT_FOUND");

        assertThat(told.all()).containsExactly("import.feast-store START", "import.feast-store COMPLETE");
        JsonNode complete = told.last("COMPLETE");
        assertThat(ToldEvents.inputs(complete)).containsExactly(feast.uri().replaceFirst("/*$", "") + " demo");
        assertThat(ToldEvents.outputs(complete))
                .containsExactly("granary://demo driver_hourly_stats", "granary://demo driver_profile");
        assertThat(ToldEvents.columns(complete.at("/outputs/0")))
                .containsExactly("driver_id INT64", "conv_rate FLOAT32", "avg_daily_trips INT64");
        assertThat(ToldEvents.rows(complete.at("/outputs/1"))).isEqualTo(666);

        long applied = all.counted("granary.ingestion.projector.applied");
        assertThat(run().exitCode()).isEqualTo(ExitCode.FAILURE);
        await().atMost(Duration.ofMinutes(1)).until(() -> all.ingestion().lag().isCaughtUp());
        assertThat(all.counted("granary.ingestion.projector.applied")).isEqualTo(applied);
    }

    @Test
    void everyNodeOfAClusterIsRead() {
        try (EmbeddedRedisCluster cluster =
                EmbeddedRedisCluster.in(folder.resolve("cluster"), 3).start()) {
            FeastDrivers.write(cluster, 300);

            assertFound("redis-cluster://127.0.0.1:" + cluster.nodes().get(0).port());
        }
    }

    @Test
    void everyNodeOfAClusterIsReadOverTls() {
        SelfSigned certificate = SelfSigned.create(folder, "127.0.0.1");
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder.resolve("tls-cluster"), 3)
                .tls(certificate.certificate(), certificate.key(), certificate.certificate())
                .setting("tls-auth-clients", "no")
                .start()) {
            FeastDrivers.write(cluster, 300);

            assertFound(
                    cluster.uri(), "--from-ca-file", certificate.certificate().toString());
            assertUntrusted(cluster.uri());
        }
    }

    @Test
    void theMasterBehindASentinelIsReadOverTls() {
        SelfSigned certificate = SelfSigned.create(folder, "elsewhere");
        try (EmbeddedRedisSentinel watched = EmbeddedRedisSentinel.in(folder.resolve("sentinel"))
                .tls(certificate.certificate(), certificate.key(), certificate.certificate())
                .start()) {
            FeastDrivers.write(watched.master(), 300);

            assertFound(
                    watched.uri(),
                    "--from-verify-peer=ca",
                    "--from-ca-file",
                    certificate.certificate().toString());
            assertUntrusted(watched.uri());
        }
    }

    private static void assertFound(String uri, String... options) {
        List<String> all = new ArrayList<>(List.of("--dry-run", "-o", "json"));
        all.addAll(List.of(options));

        CommandRun looked = runFrom(uri, all.toArray(String[]::new));

        JsonNode found = JsonHttp.parse(looked.out().getBytes(StandardCharsets.UTF_8));
        assertThat(found.at("/keys").asInt()).as(looked.err()).isEqualTo(300);
        assertThat(found.at("/views/driver_hourly_stats/rows_found").asInt()).isEqualTo(300);
        assertThat(found.at("/views/driver_profile/rows_found").asInt()).isEqualTo(100);
    }

    private static void assertUntrusted(String uri) {
        CommandRun refused = runFrom(uri, "--dry-run");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(refused.err())
                .contains("Cannot reach Feast's Redis at 127.0.0.1:", "unable to find valid certification path");
    }

    @Test
    void aCopyThatFailsIsToldWithoutThePassword() throws IOException {
        ToldEvents told = ToldEvents.in(Files.createDirectory(folder.resolve("failed")));

        CommandRun away = runFrom("redis://ann:secret-1@127.0.0.1:1/2", told.option());

        assertThat(away.exitCode()).as(away.err()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(ToldEvents.error(told.last("FAIL"))).contains("Cannot reach Feast's Redis at 127.0.0.1:1");
        assertThat(ToldEvents.inputs(told.last("FAIL"))).containsExactly("redis://127.0.0.1:1 demo");
        assertThat(told.text()).doesNotContain("secret-1");
    }

    @Test
    void saysWhichViewIsNotThereAndThatRedisDoesNotAnswer() {
        CommandRun unknown = run("--view", "driver=x");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(unknown.err())
                .contains("--view: driver (expected: an online feature view; there are [driver_hourly_stats,"
                        + " driver_profile])");
        CommandRun away = CommandRun.of(
                "import",
                "feast-store",
                "--project",
                "demo",
                "--registry",
                all.registry().toString(),
                "--bootstrap-servers",
                all.bootstrapServers(),
                "--from",
                "redis://127.0.0.1:1",
                "--dry-run");
        assertThat(away.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(away.err()).contains("Cannot reach Feast's Redis at 127.0.0.1:1: ");
        CommandRun unreadable = runFrom("feast-redis:6379,ssl=true");
        assertThat(unreadable.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(unreadable.err()).contains("--from: redis.uri: not readable (expected: redis://");
    }

    private static void assertServed(int driver) {
        JsonNode results = ask(driver).at("/results");
        assertThat(results.at("/1/values/0").floatValue()).isEqualTo(driver / 8f);
        assertThat(results.at("/2/values/0").asInt()).isEqualTo(driver);
        assertThat(results.at("/2/event_timestamps/0").asText())
                .isEqualTo(FeastDrivers.at(driver).toString());
        boolean hasProfile = driver % 3 == 0;
        assertThat(results.at("/3/values/0").asText()).isEqualTo(hasProfile ? "Zoë " + driver : "null");
        assertThat(results.at("/4/values/0").toString()).isEqualTo(hasProfile ? "[0.1," + driver + ".0]" : "null");
    }

    private static JsonNode ask(int driver) {
        String body = """
                {"features": ["driver_hourly_stats:conv_rate", "driver_hourly_stats:avg_daily_trips",
                 "driver_profile:home", "driver_profile:scores"], "entities": {"driver_id": [%d]}}""".formatted(driver);
        URI uri = all.serving().resolve("/get-online-features");
        try {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofByteArray());
            return JsonHttp.parse(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CommandRun run(String... more) {
        return runFrom(feast.uri(), more);
    }

    private static CommandRun runFrom(String uri, String... more) {
        String[] arguments = {
            "import",
            "feast-store",
            "--project",
            "demo",
            "--registry",
            all.registry().toString(),
            "--bootstrap-servers",
            all.bootstrapServers(),
            "--from",
            uri,
            "--view",
            "driver_profile=profile"
        };
        String[] both = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, both, arguments.length, more.length);
        return CommandRun.of(both);
    }
}
