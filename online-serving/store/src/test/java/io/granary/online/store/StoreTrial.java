package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens stores as some configuration says, as a user that may do no more than it must, and tries them. */
final class StoreTrial {

    static final String USER = "granary";
    static final String PASSWORD = "secret";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String VIEW = "view@1";
    private static final long TTL = 3_600_000_000L;
    private static final byte[] ROW = StoredRow.encode(System.currentTimeMillis() * 1_000, 1, 1, 1, new byte[] {7});

    /** As REDIS.md says it. */
    private static final String RULES = "on >" + PASSWORD + " resetkeys ~* resetchannels -@all"
            + " +hello +auth +ping +select +client|setname +client|setinfo +evalsha +eval +hmget +hget +hkeys +hset +hdel"
            + " +exists +pttl +expireat +persist +time +scan +info +readonly +asking +cluster|nodes +cluster|myid"
            + " +client|tracking";

    private StoreTrial() {}

    /** Makes the user on one server. */
    static void createUser(EmbeddedRedis redis) {
        CommandArgs<String, String> rules = new CommandArgs<>(StringCodec.UTF8);
        rules.add("SETUSER").add(USER);
        List.of(RULES.split(" ", -1)).forEach(rules::add);
        ask(
                redis,
                client ->
                        client.connect().sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), rules));
    }

    /** Of all connections that the user has to a server now. */
    static void assertConnectedOverTlsOnly(EmbeddedRedis redis) {
        String clients = ask(redis, client -> client.connect().sync().clientList());
        int tlsPort = RedisURI.create(redis.uri()).getPort();
        assertThat(tlsPort).isNotEqualTo(redis.port());
        assertThat(clients.lines().filter(line -> line.contains(" user=" + USER + " ")))
                .as("connections to %s", redis.uri())
                .isNotEmpty()
                .allMatch(line -> line.contains(" laddr=" + redis.host() + ":" + tlsPort + " "));
    }

    /** Over the port without TLS, which every server of a test has too. */
    private static <T> T ask(EmbeddedRedis redis, Function<RedisClient, T> question) {
        RedisClient client = RedisClient.create("redis://" + redis.host() + ":" + redis.port());
        try {
            return question.apply(client);
        } finally {
            client.shutdown();
        }
    }

    /** Everything that is asked of a store. */
    static void assertWorks(RedisConfig.Builder config) {
        try (OnlineStore store = RedisOnlineStore.open(config.build())) {
            await().untilAsserted(() -> assertThat(store.ping()).succeedsWithin(PATIENCE));
            for (int i = 0; i < 20; i++) {
                byte[] key = ("trial " + i).getBytes(UTF_8);
                FeatureLogRecord record =
                        new FeatureLogRecord(EntityKey.ofBytes(key), VIEW, i % 2 == 0 ? null : TTL, ROW);
                assertThat(store.write(List.of(record))).succeedsWithin(PATIENCE);
                assertThat(read(store, key)).isEqualTo(ROW);
            }
            assertThat(store.remove(new FieldRemoval("trial".getBytes(UTF_8), Map.of(VIEW, 1)), null))
                    .succeedsWithin(PATIENCE);
            assertThat(store.mark("log", Map.of(0, new LogMark(LogMark.NONE, 1))))
                    .succeedsWithin(PATIENCE);
        }
    }

    private static byte @Nullable [] read(OnlineStore store, byte[] key) {
        EntityReads reads = EntityReads.of(key, ReadFields.of(VIEW.getBytes(UTF_8)));
        return store.read(reads, System.nanoTime() + TimeUnit.SECONDS.toNanos(5))
                .toCompletableFuture()
                .join()
                .copy(0, 0);
    }

    /** What it says names where Redis is and what is wrong, and no password. */
    static void assertFails(RedisConfig.Builder config, String reason) {
        RedisConfig built = config.build();
        try (OnlineStore store = RedisOnlineStore.open(built)) {
            assertThat(store.ping())
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .satisfies(failure -> assertThat(failure.getCause())
                            .hasMessageStartingWith("Cannot ping Redis at " + built.address() + ": ")
                            .hasMessageContaining(reason)
                            .hasMessageNotContaining(PASSWORD));
        }
    }
}
