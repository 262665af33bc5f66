package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.embedded.EmbeddedRedisSentinel;
import io.granary.embedded.junit.KafkaExtension;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Redis acknowledges rows and loses them: a replica that lacks them takes over, or a server comes back empty. */
@Timeout(180)
final class ITFailover {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DRIVERS = 500;

    @TempDir
    private Path folder;

    @Test
    void rowsThatTheNewMasterLacksAreWrittenAgain() {
        try (EmbeddedRedisSentinel redis = EmbeddedRedisSentinel.start(folder.resolve("redis"));
                Bench bench = bench("sentinel", redis.uri())) {
            send(bench, "before", DRIVERS);
            bench.awaitCaughtUp();
            cutOff(redis.replica());
            send(bench, "lost", 2 * DRIVERS);
            bench.awaitCaughtUp();
            assertThat(keys(redis.master())).isGreaterThan(keys(redis.replica()) + DRIVERS - 10);

            redis.master().kill();

            assertEveryRowIsStored(bench);
            assertThat(bench.count("granary.ingestion.projector.rewinds")).isPositive();
        }
    }

    @Test
    void rowsThatTheNewMasterOfAPartOfAClusterLacksAreWrittenAgain() {
        try (EmbeddedRedisCluster redis = EmbeddedRedisCluster.in(folder.resolve("redis"), 3)
                        .replicas(1)
                        .start();
                Bench bench = bench("cluster", redis.uri())) {
            EmbeddedRedis master = redis.nodes().get(1);
            EmbeddedRedis replica = redis.nodes().get(4);
            send(bench, "before", DRIVERS);
            bench.awaitCaughtUp();
            cutOff(replica);
            send(bench, "lost", 2 * DRIVERS);
            bench.awaitCaughtUp();
            assertThat(keys(master)).isGreaterThan(keys(replica) + DRIVERS / 4);

            master.kill();

            assertEveryRowIsStored(bench);
            assertThat(bench.count("granary.ingestion.projector.rewinds")).isPositive();
        }
    }

    @Test
    void aNodeOfAClusterThatComesBackEmptyIsFilledAgain() {
        try (EmbeddedRedisCluster redis =
                        EmbeddedRedisCluster.in(folder.resolve("redis"), 3).start();
                Bench bench = bench("empty", redis.uri())) {
            send(bench, "before", DRIVERS);
            bench.awaitCaughtUp();
            redis.nodes().get(2).kill();
            send(bench, "meanwhile", DRIVERS);

            EmbeddedRedis empty = redis.restart(2);

            assertEveryRowIsStored(bench);
            assertThat(keys(empty)).isGreaterThan(DRIVERS / 4);
            assertThat(bench.count("granary.ingestion.projector.rewinds")).isPositive();
        }
    }

    private Bench bench(String project, String redisUri) {
        return new Bench(Rides.revision(project), KAFKA.bootstrapServers(), redisUri, folder.resolve("streams"))
                .start()
                .awaitRunning();
    }

    private static void send(Bench bench, String prefix, int drivers) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<String> events = IntStream.range(0, drivers)
                .mapToObj(i -> Rides.json(prefix + " " + i % DRIVERS, now.plusMillis(i), i, 1))
                .toList();
        bench.sendAll(events);
        await().atMost(PATIENCE)
                .until(() -> !bench.ingestion().lag().isCaughtUp()
                        || bench.featureLog().size() >= drivers);
    }

    /** The replica gets nothing more, and does not get back to its master. */
    private static void cutOff(EmbeddedRedis replica) {
        ask(replica, commands -> {
            commands.configSet("masterauth", "wrong");
            return commands.clientKill(KillArgs.Builder.typeMaster());
        });
    }

    private static long keys(EmbeddedRedis redis) {
        return ask(redis, RedisCommands::dbsize);
    }

    private static <T> T ask(EmbeddedRedis redis, Function<RedisCommands<String, String>, T> question) {
        RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        try (var connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    /** The feature log says what has to be stored. */
    private static void assertEveryRowIsStored(Bench bench) {
        Map<List<Object>, byte[]> greatest = new HashMap<>();
        for (FeatureLogRecord row : bench.featureLog()) {
            greatest.merge(
                    List.of(row.key(), row.field()),
                    row.row(),
                    (one, other) -> StoredRow.compare(one, other) > 0 ? one : other);
        }
        assertThat(greatest).hasSizeGreaterThanOrEqualTo(2 * DRIVERS);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> greatest.forEach(
                        (place, row) -> assertThat(bench.field((EntityKey) place.get(0), (String) place.get(1)))
                                .isEqualTo(row)));
    }
}
