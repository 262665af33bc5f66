package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.embedded.junit.PostgresExtension;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.granary.registry.server.store.DatabaseConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two registry processes on one PostgreSQL database: what one is told, the clients of the other hear. */
@Timeout(120)
final class ITSharedRegistry {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final DatabaseConfig database =
            new DatabaseConfig(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password());
    private final Vertx vertx = Vertx.vertx();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void clientsOfOneHearWhatTheOtherWasTold() {
        RegistryApi writer = new RegistryApi(start().address(), TIMEOUT);
        RegistryServer reader = start();
        RegistryClient client = follow(reader);
        Revision first = apply(writer, 0);
        await().atMost(TIMEOUT).until(() -> client.current().equals(first));
        Revision second = apply(writer, 1);
        await().atMost(TIMEOUT).until(() -> client.newest().equals(second));
        assertThat(client.current()).isEqualTo(first);
        writer.promote(
                "taxis", writer.rollout("taxis").in(GenerationState.BUILDING).get(0));
        await().atMost(TIMEOUT).until(() -> client.current().equals(second));
        assertThat(new RegistryApi(reader.address(), TIMEOUT).rollout("taxis")).isEqualTo(writer.rollout("taxis"));
    }

    private static Revision apply(RegistryApi registry, int base) {
        return registry.apply(
                "taxis", new ApplyRequest(base, "ann", "", Taxis.with(TIMEOUT, Taxis.miles("miles + " + base + ".0"))));
    }

    /** By events only: it would ask again in five minutes. */
    private RegistryClient follow(RegistryServer registry) {
        RegistryClientConfig config =
                new RegistryClientConfig(registry.address(), "taxis", Duration.ofMinutes(5), TIMEOUT, null);
        RegistryClient client = new RegistryClient(config, InstantSource.system(), new Random(1));
        open.push(client);
        client.start();
        return client;
    }

    private RegistryServer start() {
        Metrics metrics = new Metrics();
        open.push(metrics);
        RegistryServer server = RegistryServer.start(
                new RegistryConfig(HttpConfig.onPort(0), database),
                vertx,
                new Health(),
                metrics,
                InstantSource.system());
        open.push(server);
        return server;
    }
}
