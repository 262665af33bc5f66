package io.granary.registry.server;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.http.HttpService;
import io.granary.http.Metrics;
import io.granary.registry.client.RequestJson;
import io.granary.registry.server.rollout.RolloutEvents;
import io.granary.registry.server.rollout.RolloutWatch;
import io.granary.registry.server.rollout.Rollouts;
import io.granary.registry.server.store.RegistryDatabase;
import io.granary.registry.server.store.RevisionStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running registry: its database and its HTTP service. Whoever starts it closes it. */
public final class RegistryServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryServer.class);

    private final Registry registry;
    private final RegistryDatabase database;
    private final RolloutWatch watch;
    private final HttpService http;

    private RegistryServer(Registry registry, RegistryDatabase database, RolloutWatch watch, HttpService http) {
        this.registry = registry;
        this.database = database;
        this.watch = watch;
        this.http = http;
    }

    /**
     * Opens the database and listens; blocks until it does, so not for an event loop.
     *
     * @param health gets a check of the store, and is served with the metrics beside the API
     */
    public static RegistryServer start(
            RegistryConfig config, Vertx vertx, Health health, Metrics metrics, InstantSource clock) {
        requireNonNull(config, "config");
        RegistryDatabase database = RegistryDatabase.open(config.database());
        try {
            RevisionStore store = database.revisions();
            Registry registry = new Registry(store, clock, metrics.registry());
            Rollouts rollouts = new Rollouts(database.rollouts(), clock, metrics.registry());
            RolloutWatch watch = RolloutWatch.of(database.rollouts(), rollouts, config.rollout(), clock);
            RolloutEvents events =
                    new RolloutEvents(registry.identity(), rollouts, watch, config.rollout(), metrics.registry());
            RolloutRoutes rolloutRoutes = new RolloutRoutes(
                    registry, rollouts, events, config.rollout().retireAfter(), watch::wake);
            RepeatedRequests repeated = new RepeatedRequests(database.idempotency(), clock);
            health.checkAsync("registry-store", () -> check(vertx, store));
            HttpService http = await(HttpService.builder(vertx, config.http().withMaxBodyBytes(RequestJson.MAX_BYTES))
                    .meters(metrics.registry())
                    .contract("rollout", rolloutRoutes::addTo)
                    .contract("registry", new RegistryRoutes(registry, rollouts, repeated, watch::wake)::addTo)
                    .contract("health", health::addTo)
                    .contract("metrics", metrics::addTo)
                    .documentation()
                    .start());
            watch.start();
            log.info("Registry listens on {}:{}", http.host(), http.port());
            return new RegistryServer(registry, database, watch, http);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Where it answers. */
    public URI address() {
        return URI.create("http://" + http.host() + ":" + http.port());
    }

    /** See {@link HttpService#routes()}. */
    public SortedSet<String> routes() {
        return http.routes();
    }

    /** The same registry for callers in this process. */
    public Registry registry() {
        return registry;
    }

    @Override
    public void close() {
        await(http.close());
        watch.close();
        database.close();
    }

    private static CompletionStage<HealthStatus> check(Vertx vertx, RevisionStore store) {
        return vertx.executeBlocking(() -> HealthStatus.up(store.projects().size() + " projects"), false)
                .toCompletionStage();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GranaryException known
                    ? known
                    : new GranaryException(ErrorCode.INTERNAL, "Cannot run the registry: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot run the registry: interrupted", e);
        }
    }
}
