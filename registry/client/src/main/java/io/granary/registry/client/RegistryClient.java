package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.RegistryClientMetrics.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one project: hears of changes by the registry's events, asks for them with a conditional request, and keeps
 * the last good rollout in memory and on disk. Where events do not arrive it asks again and again. With the registry
 * down it goes on with what it has, also at start.
 *
 * <p>As a {@link RevisionSource} it gives the live revision. Never goes back to an older rollout of the same registry;
 * the answer of another registry (a new store at the same address) is taken whatever its number.
 */
public final class RegistryClient implements RevisionSource, RolloutReports, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryClient.class);

    /** While events arrive, only every so many intervals: an event could be lost with the registry that held it. */
    private static final int QUIET_INTERVALS = 20;

    private final RegistryClientConfig config;
    private final InstantSource clock;
    private final RandomGenerator jitter;
    private final RegistryApi api;
    private final RolloutFetcher fetcher;
    private final EventStream events;
    private final RegistryClientMetrics metrics;
    private final KnownRollout known;
    private final Semaphore wake = new Semaphore(0);
    private final Thread follower = new Thread(this::follow, "granary-registry-client");

    private volatile RegistryStatus status;
    private volatile boolean closed;

    /** A client that counts nowhere. */
    public RegistryClient(RegistryClientConfig config, InstantSource clock, RandomGenerator jitter) {
        this(config, clock, jitter, new CompositeMeterRegistry());
    }

    public RegistryClient(
            RegistryClientConfig config, InstantSource clock, RandomGenerator jitter, MeterRegistry meters) {
        this.config = requireNonNull(config, "config");
        this.clock = requireNonNull(clock, "clock");
        this.jitter = requireNonNull(jitter, "jitter");
        RegistryHttp http = new RegistryHttp(config.address(), config.timeout());
        this.api = new RegistryApi(http);
        this.fetcher = new RolloutFetcher(http, config.project());
        this.metrics = new RegistryClientMetrics(meters, config.project());
        this.events = new EventStream(http, config.project(), config.pollInterval(), jitter, this::heard);
        this.known = new KnownRollout(config);
        this.status = RegistryStatus.notStarted(clock.instant());
        metrics.watch(this, events);
    }

    /** Reads the snapshot, asks the registry once and then goes on in the background; a registry that is down is fine. */
    public void start() {
        known.load();
        poll();
        follower.setDaemon(true);
        follower.start();
    }

    /** The live revision. */
    @Override
    public Revision current() {
        return known.current().live();
    }

    @Override
    public Revision newest() {
        return known.current().newest();
    }

    @Override
    public Subscription subscribe(Consumer<Revision> listener) {
        return rollouts().subscribe(new LiveRevisions(current(), listener));
    }

    /** The whole rollout, for those who fill generations. */
    public RolloutSource rollouts() {
        return known;
    }

    @Override
    public void filled(ViewGeneration generation) {
        api.promote(config.project(), generation);
    }

    @Override
    public void dropped(ViewGeneration generation) {
        api.dropped(config.project(), generation);
    }

    /** Whether the registry answers, and since when or since when not. */
    public RegistryStatus status() {
        return status;
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        events.close();
        metrics.close();
        known.close();
    }

    private void heard() {
        metrics.countEvent();
        wake.release();
    }

    private void follow() {
        try {
            for (int quiet = 1; !closed; quiet++) {
                events.check();
                boolean isEvent = wake.tryAcquire(nextDelayMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                boolean isBlind = !events.isAlive() || !status.connected();
                if (!closed && (isEvent || isBlind || quiet >= QUIET_INTERVALS)) {
                    poll();
                    quiet = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
    }

    /** The interval give or take a tenth, so that many processes do not ask in step. */
    private long nextDelayMillis() {
        long interval = config.pollInterval().toMillis();
        return interval - interval / 10 + jitter.nextLong(interval / 5 + 1);
    }

    private void poll() {
        try {
            FetchedRollout fetched = fetcher.fetch(known.fetched());
            metrics.count(fetched == null ? Outcome.UNCHANGED : accept(fetched));
            answered();
        } catch (GranaryException e) {
            failed(e);
        } catch (RuntimeException e) {
            unusable(e);
        }
    }

    private Outcome accept(FetchedRollout fetched) {
        if (known.take(fetched)) {
            fetcher.prepare(fetched);
            return Outcome.CHANGED;
        }
        return Outcome.STALE;
    }

    private void answered() {
        if (!status.connected()) {
            log.info("Connected to the registry at {}", config.address());
        }
        status = status.answered(known.current(), clock.instant());
    }

    /** The registry answers, but not with what this process understands. */
    private void unusable(RuntimeException failure) {
        metrics.count(Outcome.UNUSABLE);
        String problem = "Cannot take the newest revision: " + failure.getMessage();
        if (!problem.equals(status.problem())) {
            log.error("Going on with revision {} of project '{}'", current().number(), config.project(), failure);
        }
        status = status.failed(known.current(), clock.instant(), clock.instant(), problem);
    }

    private void failed(GranaryException failure) {
        if (failure.code() == ErrorCode.NOT_FOUND) {
            metrics.count(Outcome.UNCHANGED);
            answered();
            return;
        }
        if (failure.code() == ErrorCode.INVALID_ARGUMENT) {
            unusable(failure);
            return;
        }
        metrics.count(Outcome.FAILED);
        if (status.connected() || !Objects.equals(failure.getMessage(), status.problem())) {
            log.warn("Going on with revision {}: {}", current().number(), failure.getMessage());
        }
        status = status.failed(
                known.current(), clock.instant(), status.lastAnswer(), String.valueOf(failure.getMessage()));
    }
}
