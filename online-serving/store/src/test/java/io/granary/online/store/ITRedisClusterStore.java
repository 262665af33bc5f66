package io.granary.online.store;

import io.granary.embedded.EmbeddedRedisCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a Redis Cluster of three masters. */
@Timeout(60)
final class ITRedisClusterStore extends OnlineStoreContract {

    @TempDir
    private static Path folder;

    private static EmbeddedRedisCluster cluster;
    private static OnlineStore store;

    @BeforeAll
    static void start() {
        cluster = EmbeddedRedisCluster.in(folder, 3).start();
        store = RedisOnlineStore.open(RedisConfig.of(cluster.uri()));
    }

    @AfterAll
    static void stop() {
        store.close();
        cluster.close();
    }

    @Override
    protected OnlineStore store() {
        return store;
    }
}
