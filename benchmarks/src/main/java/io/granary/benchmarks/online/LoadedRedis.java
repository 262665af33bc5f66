package io.granary.benchmarks.online;

import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.embedded.EmbeddedRedis;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A Redis of this benchmark alone that holds every row of its project. */
public final class LoadedRedis implements AutoCloseable {

    private final TemporaryFolder folder;
    private final EmbeddedRedis redis;

    private LoadedRedis(TemporaryFolder folder, EmbeddedRedis redis) {
        this.folder = folder;
        this.redis = redis;
    }

    public static LoadedRedis start() throws IOException {
        return start(new OnlineRows(new OnlineProject().current())::writeTo);
    }

    /** One that holds the window states of the other project instead. */
    static LoadedRedis startWindows(long nowMicros) throws IOException {
        return start(new WindowRows(new WindowProject().current(), nowMicros)::writeTo);
    }

    private static LoadedRedis start(Consumer<OnlineStore> rows) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        EmbeddedRedis redis = EmbeddedRedis.in(folder.path()).withoutSnapshots().start();
        try (OnlineStore store = RedisOnlineStore.open(RedisConfig.of(redis.uri()))) {
            rows.accept(store);
        }
        return new LoadedRedis(folder, redis);
    }

    public String uri() {
        return redis.uri();
    }

    public int port() {
        return redis.port();
    }

    public long pid() {
        return redis.pid();
    }

    /** Asks once for the rows behind each question; see {@link RedisFields#ask}. */
    List<PreparedRequest> ask(Shape shape, List<FeatureQuestion> questions) throws IOException {
        return new RedisFields(new OnlineProject().current(), shape).ask(port(), questions);
    }

    @Override
    public void close() throws IOException {
        redis.close();
        folder.close();
    }
}
