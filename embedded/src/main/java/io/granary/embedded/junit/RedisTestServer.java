package io.granary.embedded.junit;

import io.granary.embedded.EmbeddedRedis;
import java.nio.file.Path;

/** The Redis that the tests of a JVM share. */
record RedisTestServer(String host, int port, Runnable stop) implements TestServer {

    static RedisTestServer embedded() {
        Path folder = TestFolder.create("redis");
        EmbeddedRedis redis = EmbeddedRedis.in(folder).withoutSnapshots().start();
        return new RedisTestServer(redis.host(), redis.port(), () -> {
            redis.close();
            TestFolder.delete(folder);
        });
    }

    @Override
    public String address() {
        return "redis://" + host + ":" + port;
    }

    @Override
    public void close() {
        stop.run();
    }
}
