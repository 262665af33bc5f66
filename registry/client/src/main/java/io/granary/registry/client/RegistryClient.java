package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one project by asking the registry again and again with a conditional request, and keeps the last good
 * revision in memory and on disk. With the registry down it goes on with what it has, also at start.
 *
 * <p>Never goes back to an older revision of the same registry; the answer of another registry (a new store at the
 * same address) is taken whatever its number.
 */
public final class RegistryClient implements RevisionSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RegistryClient.class);

    private final RegistryClientConfig config;
    private final InstantSource clock;
    private final RandomGenerator jitter;
    private final RegistryApi api;
    private final @Nullable SnapshotFile snapshot;
    private final List<Consumer<Revision>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread poller = new Thread(this::follow, "granary-registry-client");

    private volatile @Nullable FetchedRevision known;
    private volatile RegistryStatus status = new RegistryStatus(false, 0, null, "not started");

    public RegistryClient(RegistryClientConfig config, InstantSource clock, RandomGenerator jitter) {
        this.config = requireNonNull(config, "config");
        this.clock = requireNonNull(clock, "clock");
        this.jitter = requireNonNull(jitter, "jitter");
        this.api = new RegistryApi(config.address(), config.timeout());
        this.snapshot = config.snapshot() == null ? null : new SnapshotFile(config.snapshot());
    }

    /** Reads the snapshot, asks the registry once and then goes on in the background; a registry that is down is fine. */
    public void start() {
        known = findSnapshot();
        poll();
        poller.setDaemon(true);
        poller.start();
    }

    @Override
    public Revision current() {
        FetchedRevision current = known;
        return current == null ? Revision.none(config.project()) : current.revision();
    }

    @Override
    public Subscription subscribe(Consumer<Revision> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether the registry answers, and since when not. */
    public RegistryStatus status() {
        return status;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private @Nullable FetchedRevision findSnapshot() {
        FetchedRevision found = snapshot == null ? null : snapshot.read();
        if (found != null && !found.revision().project().equals(config.project())) {
            log.warn(
                    "Ignoring the registry snapshot {}: it is of project '{}'",
                    config.snapshot(),
                    found.revision().project());
            return null;
        }
        return found;
    }

    private void follow() {
        try {
            while (!closed.await(nextDelayMillis(), TimeUnit.MILLISECONDS)) {
                poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The interval give or take a tenth, so that many processes do not ask in step. */
    private long nextDelayMillis() {
        long interval = config.pollInterval().toMillis();
        return interval - interval / 10 + jitter.nextLong(interval / 5 + 1);
    }

    private void poll() {
        try {
            FetchedRevision current = known;
            FetchedRevision fetched = api.fetchLatest(config.project(), current == null ? null : current.tag());
            if (fetched != null) {
                accept(fetched, current);
            }
            answered();
        } catch (GranaryException e) {
            failed(e);
        } catch (RuntimeException e) {
            unusable(e);
        }
    }

    private void accept(FetchedRevision fetched, @Nullable FetchedRevision current) {
        if (current != null && isOlder(fetched, current)) {
            log.warn(
                    "Ignoring revision {} of project '{}': revision {} of the same registry is in use",
                    fetched.revision().number(),
                    config.project(),
                    current.revision().number());
            return;
        }
        known = fetched;
        if (snapshot != null) {
            snapshot.write(fetched);
        }
        log.info(
                "Project '{}' is at revision {}",
                config.project(),
                fetched.revision().number());
        listeners.forEach(listener -> notify(listener, fetched.revision()));
    }

    private static boolean isOlder(FetchedRevision fetched, FetchedRevision current) {
        return fetched.registry().equals(current.registry())
                && fetched.revision().number() < current.revision().number();
    }

    private static void notify(Consumer<Revision> listener, Revision revision) {
        try {
            listener.accept(revision);
        } catch (RuntimeException e) {
            log.error("Cannot tell a listener of revision {}", revision.number(), e);
        }
    }

    private void answered() {
        if (!status.connected()) {
            log.info("Connected to the registry at {}", config.address());
        }
        status = new RegistryStatus(true, current().number(), clock.instant(), null);
    }

    /** The registry answers, but not with what this process understands. */
    private void unusable(RuntimeException failure) {
        String problem = "Cannot take the newest revision: " + failure;
        if (!problem.equals(status.problem())) {
            log.error("Going on with revision {} of project '{}'", current().number(), config.project(), failure);
        }
        status = new RegistryStatus(false, current().number(), clock.instant(), problem);
    }

    private void failed(GranaryException failure) {
        if (failure.code() == ErrorCode.NOT_FOUND) {
            answered();
            return;
        }
        if (status.connected() || !Objects.equals(failure.getMessage(), status.problem())) {
            log.warn("Going on with revision {}: {}", current().number(), failure.getMessage());
        }
        status = new RegistryStatus(false, current().number(), status.lastAnswer(), failure.getMessage());
    }
}
