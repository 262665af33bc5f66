package io.granary.registry.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to a project's events, opened again whenever it ends, after a random delay that grows with each failure
 * in a row. Driven by one thread, which calls {@link #check} often; its state may be asked by any.
 */
final class EventStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 8;

    private final RegistryHttp http;
    private final String path;
    private final Duration firstDelay;
    private final RandomGenerator jitter;
    private final Runnable onEvent;
    private volatile @Nullable EventConnection connection;
    private int failures;
    private long openAtNanos = System.nanoTime();

    /** @param firstDelay about the time before the first attempt to connect again */
    EventStream(RegistryHttp http, String project, Duration firstDelay, RandomGenerator jitter, Runnable onEvent) {
        this.http = http;
        this.path = RegistryApi.path(project, "/events");
        this.firstDelay = firstDelay;
        this.jitter = jitter;
        this.onEvent = onEvent;
    }

    /** Whether events arrive. */
    boolean isAlive() {
        EventConnection current = connection;
        return current != null && current.isAlive();
    }

    /** Gives up a connection that has ended or is silent, and opens one when it is time to. */
    void check() {
        EventConnection current = connection;
        if (current != null && current.isOver()) {
            current.cancel();
            failures = current.wasHeard() ? 0 : failures + 1;
            openAtNanos = System.nanoTime() + delayNanos();
            connection = null;
            log.debug("The registry's event stream {} has ended", path);
        }
        if (connection == null && System.nanoTime() - openAtNanos >= 0) {
            connection = EventConnection.open(http, path, onEvent);
        }
    }

    /** Anything up to twice the delay, so that many processes do not come back in step. */
    private long delayNanos() {
        long longest = firstDelay.toNanos() << Math.min(failures, MAX_DOUBLINGS);
        return jitter.nextLong(2 * Math.min(longest, MAX_DELAY.toNanos()) + 1);
    }

    @Override
    public void close() {
        EventConnection current = connection;
        if (current != null) {
            current.cancel();
        }
    }
}
