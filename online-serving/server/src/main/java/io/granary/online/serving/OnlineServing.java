package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.http.HttpService;
import io.granary.http.grpc.GrpcService;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.RevisionSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The online serving part of a process: features in process, their routes for a server that other parts may share, and
 * the state of what it depends on. Closes what it opened, not what it was given.
 */
public final class OnlineServing implements AutoCloseable {

    private final OnlineServingConfig config;
    private final OnlineFeatures features;
    private final OnlineStore store;
    private final InstantSource clock;
    private final AnswerListener listener;
    private volatile @Nullable WarmUp warmUp;

    private OnlineServing(
            OnlineServingConfig config,
            OnlineFeatures features,
            OnlineStore store,
            InstantSource clock,
            AnswerListener listener) {
        this.config = config;
        this.features = features;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Serves the projects of some sources of revisions.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when none of the sources is the configured project's
     */
    public static OnlineServing of(
            OnlineServingConfig config,
            List<RevisionSource> sources,
            OnlineStore store,
            InstantSource clock,
            MeterRegistry meters) {
        return of(config, sources, store, clock, AnswerListener.NONE, meters);
    }

    /**
     * The same.
     *
     * @param listener told of every answer to a request for features; not closed
     */
    public static OnlineServing of(
            OnlineServingConfig config,
            List<RevisionSource> sources,
            OnlineStore store,
            InstantSource clock,
            AnswerListener listener,
            MeterRegistry meters) {
        if (sources.stream().noneMatch(source -> source.current().project().equals(config.project()))) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "serving.project: " + config.project() + " (expected: a project whose revisions are read)");
        }
        OnlineFeatures features = OnlineFeatures.of(sources, store, config.deadline(), meters);
        return new OnlineServing(config, features, store, clock, new HarmlessListener(listener, meters));
    }

    public OnlineFeatures features() {
        return features;
    }

    /** Adds the routes of online serving to a server. */
    public OnlineServing register(HttpService.Builder http) {
        http.contract("features", new FeatureRoutes(features, config, clock, listener)::addTo);
        return this;
    }

    /** Adds Feast's gRPC service, for the configured project, to a server. */
    public OnlineServing register(GrpcService.Builder grpc) {
        new FeatureCalls(features, config, clock, listener).addTo(grpc);
        return this;
    }

    /** Adds the checks that hold a process back until there is a revision to serve and a store that answers. */
    public OnlineServing register(Health health) {
        health.check("revision", this::revisionStatus);
        health.checkAsync("online-store", () -> store.ping().thenApply(answered -> HealthStatus.up()));
        return this;
    }

    /**
     * Warms up in the background, if it is configured to; the process is not ready before.
     *
     * @param parts of the process that answer requests beside this one
     */
    public OnlineServing warmUp(Vertx vertx, Health health, WarmUpPart... parts) {
        if (!config.warmUp().isZero()) {
            WarmUp started = new WarmUp(features, config, store, List.of(parts), vertx, clock);
            health.check("warm-up", () -> started.isDone() ? HealthStatus.up() : HealthStatus.down("warming up"));
            started.start();
            warmUp = started;
        }
        return this;
    }

    private HealthStatus revisionStatus() {
        return features.isReady() ? HealthStatus.up() : HealthStatus.down("no revision of the project yet");
    }

    @Override
    public void close() {
        WarmUp started = warmUp;
        if (started != null) {
            started.close();
        }
        features.close();
    }
}
