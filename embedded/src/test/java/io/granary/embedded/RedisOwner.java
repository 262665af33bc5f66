package io.granary.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a Redis, prints its process id and waits to be killed. */
final class RedisOwner {

    private RedisOwner() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(EmbeddedRedis.start(Path.of(arguments[0])).pid());
        new CountDownLatch(1).await();
    }
}
