package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.online.store.RedisTls.Verification;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with and without certificates of clients, passwords, and users that may do no more than they must. */
@Timeout(60)
final class ITRedisSecurity {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String VIEW = "view@1";
    private static final long TTL = 3_600_000_000L;
    private static final byte[] ROW = StoredRow.encode(System.currentTimeMillis() * 1_000, 1, 1, 1, new byte[] {7});

    /** As README.md says it. */
    private static final String RULES = "on >secret resetkeys ~* resetchannels -@all"
            + " +hello +auth +ping +select +client|setname +client|setinfo +evalsha +eval +hmget +hget +hkeys +hset +hdel"
            + " +exists +pttl +expireat +persist +time +scan +info +readonly +asking +cluster|nodes +cluster|myid"
            + " +client|tracking";

    @TempDir
    private Path folder;

    @Test
    void tlsChecksWhoTheServerIs() {
        SelfSigned server = SelfSigned.create(folder, "127.0.0.1");
        try (EmbeddedRedis redis = tls(server).setting("tls-auth-clients", "no").start()) {
            assertWorks(RedisConfig.builder(redis.uri()).authorityFile(server.certificate()));
            assertWorks(RedisConfig.builder(redis.uri()).verification(Verification.NONE));
            assertFails(RedisConfig.builder(redis.uri()), "certification path");
        }
    }

    @Test
    void tlsChecksTheNameOfTheHostUnlessToldNotTo() {
        SelfSigned other = SelfSigned.create(folder, "elsewhere");
        try (EmbeddedRedis redis = tls(other).setting("tls-auth-clients", "no").start()) {
            assertWorks(RedisConfig.builder(redis.uri())
                    .authorityFile(other.certificate())
                    .verification(Verification.CA));
            assertFails(RedisConfig.builder(redis.uri()).authorityFile(other.certificate()), "127.0.0.1");
        }
    }

    @Test
    void tlsProvesWhoTheClientIs() {
        SelfSigned server = SelfSigned.create(folder, "127.0.0.1");
        try (EmbeddedRedis redis = tls(server).start()) {
            assertWorks(RedisConfig.builder(redis.uri())
                    .authorityFile(server.certificate())
                    .certificate(server.certificate(), server.key()));
            assertFails(RedisConfig.builder(redis.uri()).authorityFile(server.certificate()), "");
        }
    }

    private EmbeddedRedis.Builder tls(SelfSigned certificate) {
        return EmbeddedRedis.in(folder.resolve("redis"))
                .withoutSnapshots()
                .tls(certificate.certificate(), certificate.key(), certificate.certificate());
    }

    @Test
    void aPasswordIsAskedForAndNeverShown() {
        try (EmbeddedRedis redis = EmbeddedRedis.in(folder)
                .withoutSnapshots()
                .password("top secret")
                .start()) {
            assertWorks(RedisConfig.builder(redis.uri()).password("top secret"));
            assertFails(RedisConfig.builder(redis.uri()).password("wrong secret"), "WRONGPASS");
            assertFails(RedisConfig.builder(redis.uri()), "NOAUTH");
        }
    }

    @Test
    void aUserThatMayDoNoMoreThanItMustIsEnough() {
        try (EmbeddedRedis redis = EmbeddedRedis.in(folder).withoutSnapshots().start()) {
            createUser(redis);
            assertWorks(RedisConfig.builder(redis.uri()).user("granary").password("secret"));
        }
    }

    @Test
    void soItIsInACluster() {
        try (EmbeddedRedisCluster cluster = EmbeddedRedisCluster.in(folder, 3).start()) {
            cluster.nodes().forEach(ITRedisSecurity::createUser);
            assertWorks(RedisConfig.builder(cluster.uri()).user("granary").password("secret"));
        }
    }

    private static void createUser(EmbeddedRedis redis) {
        RedisClient client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            CommandArgs<String, String> rules = new CommandArgs<>(StringCodec.UTF8);
            rules.add("SETUSER").add("granary");
            List.of(RULES.split(" ", -1)).forEach(rules::add);
            connection.sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), rules);
        } finally {
            client.shutdown();
        }
    }

    /** Everything that is asked of a store. */
    private static void assertWorks(RedisConfig.Builder config) {
        try (OnlineStore store = RedisOnlineStore.open(config.build())) {
            await().untilAsserted(() -> assertThat(store.ping()).succeedsWithin(PATIENCE));
            for (int i = 0; i < 20; i++) {
                byte[] key = ("key " + i).getBytes(UTF_8);
                FeatureLogRecord record =
                        new FeatureLogRecord(EntityKey.ofBytes(key), VIEW, i % 2 == 0 ? null : TTL, ROW);
                assertThat(store.write(List.of(record))).succeedsWithin(PATIENCE);
                assertThat(read(store, key).copy(0, 0)).isEqualTo(ROW);
            }
            assertThat(store.remove(new FieldRemoval("key".getBytes(UTF_8), Map.of(VIEW, 1)), null))
                    .succeedsWithin(PATIENCE);
            assertThat(store.mark("log", Map.of(0, new LogMark(LogMark.NONE, 1))))
                    .succeedsWithin(PATIENCE);
        }
    }

    private static StoredRows read(OnlineStore store, byte[] key) {
        EntityReads reads = EntityReads.of(key, ReadFields.of(VIEW.getBytes(UTF_8)));
        return store.read(reads, System.nanoTime() + TimeUnit.SECONDS.toNanos(5))
                .toCompletableFuture()
                .join();
    }

    private static void assertFails(RedisConfig.Builder config, String reason) {
        try (OnlineStore store = RedisOnlineStore.open(config.build())) {
            assertThat(store.ping())
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .satisfies(failure -> assertThat(failure).hasStackTraceContaining(reason))
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret"));
        }
    }
}
