package io.granary.cli.process;

import io.granary.embedded.EmbeddedKafka;
import io.granary.embedded.EmbeddedRedis;
import io.granary.http.HttpConfig;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import io.granary.registry.server.rollout.RolloutConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The servers that processes depend on. Each goes and comes back at its address, with its data. */
final class Backends implements AutoCloseable {

    private final Path folder;
    private final int kafkaPort = freePort();
    private final int redisPort = freePort();
    private final int registryPort = freePort();
    private Duration retireAfter = RolloutConfig.DEFAULT.retireAfter();
    private @Nullable EmbeddedKafka kafka;
    private @Nullable EmbeddedRedis redis;
    private @Nullable StandAlone<RegistryServer> registry;

    Backends(Path folder) {
        this.folder = folder;
    }

    /** How long the registry keeps a generation that nobody uses. */
    Backends retireAfter(Duration duration) {
        retireAfter = duration;
        return this;
    }

    Backends startAll() {
        startRegistry();
        startRedis();
        startKafka();
        return this;
    }

    void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort);
    }

    void stopKafka() {
        kafka = stopped(kafka);
    }

    void startRedis() {
        redis = EmbeddedRedis.in(folder.resolve("redis")).port(redisPort).start();
    }

    void stopRedis() {
        redis = stopped(redis);
    }

    /** Redis holds its connections and answers nothing. */
    void freezeRedis() {
        signalRedis("STOP");
    }

    void thawRedis() {
        signalRedis("CONT");
    }

    void startRegistry() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(registryPort), folder.resolve("registry.db"))
                .with(RolloutConfig.DEFAULT.withRetireAfter(retireAfter));
        registry = StandAlone.start(
                HttpConfig.onPort(0),
                context -> RegistryServer.start(
                        config, context.vertx(), context.health(), context.metrics(), context.clock()));
    }

    void stopRegistry() {
        registry = stopped(registry);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    String redisUri() {
        return "redis://127.0.0.1:" + redisPort;
    }

    URI registry() {
        return URI.create("http://127.0.0.1:" + registryPort);
    }

    @Override
    public void close() {
        stopRegistry();
        stopKafka();
        stopRedis();
    }

    private void signalRedis(String signal) {
        if (redis == null) {
            throw new IllegalStateException("Redis is stopped");
        }
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(redis.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T extends AutoCloseable> @Nullable T stopped(@Nullable T server) {
        try {
            if (server != null) {
                server.close();
            }
            return null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
