package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import io.granary.cli.process.AllInOne;
import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.embedded.EmbeddedRedisSentinel;
import io.granary.embedded.junit.SelfSigned;
import io.granary.protocol.feast.DoubleList;
import io.granary.protocol.feast.Value;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.api.sync.RedisHashCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that Feast wrote, copied and served here; both Redis servers and Kafka are real. */
@Timeout(180)
final class ITImportFeastStore {

    private static final String DEFINITIONS = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver_id, type: INT64}]
            ---
            kind: BatchSource
            name: stats
            parquet: stats.parquet
            eventTimestamp: event_timestamp
            schema:
              - {name: driver_id, type: INT64}
              - {name: event_timestamp, type: TIMESTAMP}
              - {name: conv_rate, type: FLOAT32}
              - {name: avg_daily_trips, type: INT64}
              - {name: home, type: STRING}
              - {name: scores, type: LIST<FLOAT64>}
            ---
            kind: FeatureView
            name: driver_hourly_stats
            entities: [driver]
            source: stats
            features:
              - {name: conv_rate, type: FLOAT32}
              - {name: avg_daily_trips, type: INT64}
            ---
            kind: FeatureView
            name: driver_profile
            entities: [driver]
            source: stats
            features:
              - {name: home, type: STRING}
              - {name: scores, type: LIST<FLOAT64>}
              - {name: avg_daily_trips, type: INT64}
            """;
    private static final Instant AT = Instant.parse("2024-05-13T10:59:42.000001Z");
    private static final int DRIVERS = 2_000;

    @TempDir
    private static Path folder;

    private static EmbeddedRedis feast;
    private static AllInOne all;

    @BeforeAll
    static void start() throws IOException {
        feast = EmbeddedRedis.in(folder.resolve("feast")).withoutSnapshots().start();
        writeFeast();
        all = AllInOne.start(
                "demo", folder.resolve("data"), folder.resolve("models"), AllInOne.Ports.ANY, InstantSource.system());
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("granary.yaml"), "project: demo\n");
        Files.writeString(repository.resolve("definitions.yaml"), DEFINITIONS);
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

    /** Of every third driver a row that cannot be the same here, and beside them what is not ours. */
    private static void writeFeast() {
        RedisClient client = RedisClient.create(feast.uri());
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            RedisCommands<byte[], byte[]> redis = connection.sync();
            for (int i = 0; i < DRIVERS; i++) {
                Map<String, Object> driver = Map.of("driver_id", i % 2 == 0 ? (Object) (long) i : (Object) i);
                writeDriver(redis, FeastWriter.key("demo", driver), i);
            }
            redis.hset(FeastWriter.key("other", Map.of("driver_id", 1L)), bytes("f"), bytes("v"));
            redis.hset(FeastWriter.key("demo", Map.of("rider_id", 1L)), bytes("f"), bytes("v"));
            redis.set(bytes("session:1"), bytes("text"));
            redis.set(FeastWriter.key("demo", Map.of("driver_id", -1L)), bytes("no hash"));
        } finally {
            client.shutdown();
        }
    }

    private static void writeDriver(RedisHashCommands<byte[], byte[]> redis, byte[] key, int driver) {
        FeastWriter.putRow(
                "driver_hourly_stats",
                AT.plusSeconds(driver),
                Map.of(
                        "conv_rate", Value.newBuilder().setFloatVal(driver / 8f).build(),
                        "avg_daily_trips",
                                Value.newBuilder().setInt32Val(driver).build(),
                        "removed", Value.newBuilder().setInt32Val(1).build()),
                (field, value) -> redis.hset(key, field, value));
        if (driver % 3 == 0) {
            Value trips = driver == 0 ? Value.newBuilder().setStringVal("07").build() : Value.getDefaultInstance();
            FeastWriter.putRow(
                    "profile",
                    AT,
                    Map.of(
                            "home",
                                    Value.newBuilder()
                                            .setStringVal("Zoë " + driver)
                                            .build(),
                            "scores",
                                    Value.newBuilder()
                                            .setDoubleListVal(DoubleList.newBuilder()
                                                    .addVal(0.1)
                                                    .addVal(driver))
                                            .build(),
                            "avg_daily_trips", trips),
                    (field, value) -> redis.hset(key, field, value));
        }
    }

    @Test
    void rowsAreServedAsFeastHadThemAndWhatIsNotTheSameIsReported() {
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

        CommandRun copied = run();
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

        long applied = all.counted("granary.ingestion.projector.applied");
        assertThat(run().exitCode()).isEqualTo(ExitCode.FAILURE);
        await().atMost(Duration.ofMinutes(1)).until(() -> all.ingestion().lag().isCaughtUp());
        assertThat(all.counted("granary.ingestion.projector.applied")).isEqualTo(applied);
    }

    @Test
    void everyNodeOfAClusterIsRead() {
        try (EmbeddedRedisCluster cluster =
                EmbeddedRedisCluster.in(folder.resolve("cluster"), 3).start()) {
            writeCluster(cluster);

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
            writeCluster(cluster);

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
            RedisClient client = RedisClient.create(plain(watched.master()));
            try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
                writeDrivers(connection.sync());
            } finally {
                client.shutdown();
            }

            assertFound(
                    watched.uri(),
                    "--from-verify-peer=ca",
                    "--from-ca-file",
                    certificate.certificate().toString());
            assertUntrusted(watched.uri());
        }
    }

    private static void writeCluster(EmbeddedRedisCluster cluster) {
        RedisClusterClient client =
                RedisClusterClient.create(plain(cluster.nodes().get(0)));
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            writeDrivers(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    private static String plain(EmbeddedRedis redis) {
        return "redis://" + redis.host() + ":" + redis.port();
    }

    private static void writeDrivers(RedisHashCommands<byte[], byte[]> redis) {
        for (int i = 0; i < 300; i++) {
            writeDriver(redis, FeastWriter.key("demo", Map.of("driver_id", (long) i)), i);
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
                .isEqualTo(AT.plusSeconds(driver).toString());
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
