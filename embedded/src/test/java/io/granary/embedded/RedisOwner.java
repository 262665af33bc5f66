package io.granary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a Redis, prints its process id, waits to be killed, and uses Redis until it has closed it. */
final class RedisOwner {

    private RedisOwner() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedRedis redis = EmbeddedRedis.start(Path.of(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(redis)));
        System.out.println(redis.pid());
        new CountDownLatch(1).await();
    }

    private static void close(EmbeddedRedis redis) {
        try {
            System.out.println(RedisProbe.send(redis.port(), "PING").strip());
            redis.close();
            System.out.println("closed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
