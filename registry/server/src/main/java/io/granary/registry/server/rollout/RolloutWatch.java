package io.granary.registry.server.rollout;

import io.granary.registry.server.store.RolloutPosition;
import io.granary.registry.server.store.RolloutStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again at the rollouts of a store, which other processes change too: tells who watches a project of
 * each move, and ends the time of retired generations. Works on one thread of its own; a store that is away is asked
 * again. Whoever starts it closes it.
 */
public final class RolloutWatch implements AutoCloseable {

    /** Ends a subscription. */
    public interface Subscription extends AutoCloseable {

        @Override
        void close();
    }

    private static final Logger log = LoggerFactory.getLogger(RolloutWatch.class);
    private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofSeconds(5);
    private static final int SWEEPS_PER_RETIREMENT = 10;

    private final RolloutStore store;
    private final Rollouts rollouts;
    private final Duration checkInterval;
    private final Duration sweepInterval;
    private final InstantSource clock;
    private final Retirement retirement;
    private final RolloutListeners listeners = new RolloutListeners();
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "granary-registry-rollouts"), new DiscardPolicy());
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private Map<String, RolloutPosition> known = Map.of();
    private boolean troubled;

    private RolloutWatch(
            RolloutStore store,
            Rollouts rollouts,
            Duration checkInterval,
            Duration sweepInterval,
            InstantSource clock,
            Retirement retirement) {
        this.store = store;
        this.rollouts = rollouts;
        this.checkInterval = checkInterval;
        this.sweepInterval = sweepInterval;
        this.clock = clock;
        this.retirement = retirement;
    }

    /** Does nothing until it is started. */
    public static RolloutWatch of(RolloutStore store, Rollouts rollouts, RolloutConfig config, InstantSource clock) {
        Duration sweep = sweepInterval(config.retireAfter());
        Retirement retirement = new Retirement(config.retireAfter(), sweep.multipliedBy(2), clock.instant());
        return new RolloutWatch(store, rollouts, config.checkInterval(), sweep, clock, retirement);
    }

    public void start() {
        repeat(this::check, checkInterval);
        repeat(this::sweep, sweepInterval);
    }

    /** Looks at once, as this process moved a rollout; returns before it has. Safe for threads, and after the end. */
    public void wake() {
        if (isWoken.compareAndSet(false, true)) {
            thread.execute(() -> {
                isWoken.set(false);
                attempt(this::check);
            });
        }
    }

    private static Duration sweepInterval(Duration retireAfter) {
        Duration part = retireAfter.dividedBy(SWEEPS_PER_RETIREMENT).plusMillis(1);
        return part.compareTo(LONGEST_SWEEP_INTERVAL) > 0 ? LONGEST_SWEEP_INTERVAL : part;
    }

    /** Calls a listener with each move of a project's rollout, on the watch's thread; it does not block. */
    public Subscription subscribe(String project, Consumer<RolloutPosition> listener) {
        listeners.add(project, listener);
        return () -> listeners.remove(project, listener);
    }

    private void repeat(Runnable work, Duration interval) {
        var unused = thread.scheduleWithFixedDelay(
                () -> attempt(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable work) {
        try {
            work.run();
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                log.warn("Cannot look at rollouts and tries again: {}", e.getMessage());
            }
            troubled = true;
        }
    }

    private void check() {
        if (listeners.isEmpty()) {
            return;
        }
        Map<String, RolloutPosition> before = known;
        known = store.positions();
        listeners.tell(before, known);
    }

    private void sweep() {
        List<RetiredGeneration> due = retirement.due(rollouts.retired(), clock.instant());
        due.forEach(rollouts::expire);
        if (!due.isEmpty()) {
            check();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_SWEEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The watch of rollouts did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
