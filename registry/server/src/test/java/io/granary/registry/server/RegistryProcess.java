package io.granary.registry.server;

import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.server.store.DatabaseConfig;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A registry in a process of its own, which prints its address and runs until it is killed. Arguments: the database's
 * location, user and password, empty where there is none.
 */
final class RegistryProcess {

    private RegistryProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Metrics metrics = new Metrics();
        RegistryConfig config = new RegistryConfig(
                HttpConfig.onPort(0), new DatabaseConfig(arguments[0], orNull(arguments[1]), orNull(arguments[2])));
        RegistryServer server =
                RegistryServer.start(config, metrics.vertx(), new Health(), metrics, InstantSource.system());
        System.out.println("address " + server.address());
        new CountDownLatch(1).await();
    }

    private static @Nullable String orNull(String argument) {
        return argument.isEmpty() ? null : argument;
    }
}
