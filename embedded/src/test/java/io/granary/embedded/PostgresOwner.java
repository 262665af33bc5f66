package io.granary.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a PostgreSQL, prints its process id, and waits to be killed. */
final class PostgresOwner {

    private PostgresOwner() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        System.out.println(EmbeddedPostgres.in(folder).withoutSync().start().pid());
        new CountDownLatch(1).await();
    }
}
