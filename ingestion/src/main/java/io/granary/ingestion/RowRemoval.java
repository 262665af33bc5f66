package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.core.key.EntityKeyCodec;
import io.granary.ingestion.ComponentHealth.State;
import io.granary.online.store.FieldRemoval;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RemovalStep;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RolloutReports;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the rows of generations that are being dropped from the online store, in steps with pauses, so that the store
 * hardly notices, and reports what is gone. Of several processes of a project one does it: the one whose projector has
 * the first partition. On a thread of its own.
 */
final class RowRemoval implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RowRemoval.class);

    /** Each costs every step a little. */
    private static final int MAX_FIELDS = 50;

    /** Lets the projectors finish what they sent before they knew. */
    static final Duration START_DELAY = Duration.ofSeconds(2);

    private static final Duration MIN_PAUSE = Duration.ofMillis(10);

    /** Pauses are so many times as long as steps: a tenth of the store's time is for them. */
    private static final int PAUSES = 9;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final OnlineStore store;
    private final RolloutReports reports;
    private final BooleanSupplier isOwner;
    private final byte[] keyPrefix;
    private final Counter removed;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "granary-removal"));
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final Set<ViewGeneration> reported = new HashSet<>();
    private volatile Rollout followed;
    private volatile @Nullable String problem;

    private List<ViewGeneration> current = List.of();
    private Map<String, Integer> fields = Map.of();
    private Map<String, Long> windows = Map.of();
    private @Nullable String from;

    RowRemoval(
            String project, OnlineStore store, RolloutReports reports, BooleanSupplier isOwner, MeterRegistry meters) {
        this.store = store;
        this.reports = reports;
        this.isOwner = isOwner;
        this.keyPrefix = EntityKeyCodec.prefix(project);
        this.followed = Rollout.none(project);
        this.removed = Counter.builder("granary.ingestion.removed")
                .description("Rows of dropped generations that were removed from the online store")
                .register(meters);
    }

    /** Takes note of what is being dropped; called now and then, also when nothing has changed. */
    void follow(ProjectRollout rollout) {
        followed = rollout.rollout();
        if (!dropping(followed).isEmpty() && isScheduled.compareAndSet(false, true)) {
            schedule(START_DELAY);
        }
    }

    List<ComponentHealth> health() {
        List<ViewGeneration> now = dropping(followed);
        if (now.isEmpty()) {
            return List.of();
        }
        String fields = now.stream().map(ViewGeneration::field).collect(Collectors.joining(", "));
        String text = problem == null ? "removes rows of " + fields : problem;
        return List.of(new ComponentHealth("removal", State.RUNNING, text));
    }

    private void schedule(Duration delay) {
        if (!thread.isShutdown()) {
            var unused = thread.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        if (dropping(followed).isEmpty()) {
            from = null;
            isScheduled.set(false);
            return;
        }
        Duration pause = RETRY;
        try {
            pause = isOwner.getAsBoolean() ? step() : RETRY;
        } catch (CompletionException | GranaryException e) {
            failed(e);
        } catch (RuntimeException e) {
            log.error("Cannot remove rows of dropped generations", e);
        }
        schedule(pause);
    }

    /** @return the pause after it */
    private Duration step() {
        if (from == null) {
            begin();
        }
        if (fields.isEmpty()) {
            return RETRY;
        }
        long startNanos = System.nanoTime();
        RemovalStep step = store.remove(new FieldRemoval(keyPrefix, fields, windows), from)
                .toCompletableFuture()
                .join();
        long elapsedNanos = System.nanoTime() - startNanos;
        removed.increment(step.removed());
        problem = null;
        if (step.next() == null) {
            current.forEach(this::report);
        }
        from = step.next();
        return Duration.ofNanos(Math.max(MIN_PAUSE.toNanos(), PAUSES * elapsedNanos));
    }

    /**
     * Rows of the newest revision known, or of an earlier one, are of the life that ends, and so are window states of
     * epochs that began before the end.
     */
    private void begin() {
        Rollout rollout = followed;
        List<ViewGeneration> all = dropping(rollout);
        reported.retainAll(all);
        current = all.stream()
                .filter(generation -> !reported.contains(generation))
                .limit(MAX_FIELDS)
                .toList();
        fields = current.stream().collect(Collectors.toMap(ViewGeneration::field, generation -> rollout.newest()));
        windows = current.stream()
                .collect(Collectors.toMap(
                        ViewGeneration::field, generation -> generation.since().toEpochMilli()));
    }

    private static List<ViewGeneration> dropping(Rollout rollout) {
        return rollout.in(GenerationState.DROPPING);
    }

    private void report(ViewGeneration generation) {
        try {
            reports.dropped(generation);
            reported.add(generation);
            log.info("Removed the rows of {} from the online store", generation.field());
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
            log.debug("{} is not being dropped any more", generation.field(), e);
        }
    }

    private void failed(RuntimeException failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (problem == null) {
            log.warn("The removal of rows waits: {}", cause.getMessage());
        }
        problem = cause.getMessage();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
