package io.granary.online.store;

import io.granary.embedded.junit.RedisExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the Redis that the test run chose: the embedded one, or a container of Redis 7 or 8. */
@Tag("redis")
final class ITSharedRedisOnlineStore extends OnlineStoreContract {

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    private static OnlineStore store;

    @BeforeAll
    static void open() {
        store = RedisOnlineStore.open(RedisConfig.of(REDIS.uri()));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    public OnlineStore store() {
        return store;
    }
}
