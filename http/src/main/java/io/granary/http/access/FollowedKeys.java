package io.granary.http.access;

import io.granary.http.contract.FileSchema;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, which replace those of before within a second when it changes. It is read again and again, so that a
 * link in its path may be set anew, and taken when two looks have seen the same, so that it is not one half written. While
 * it cannot be used the keys of before go on; the log says why, and a gauge that it is so.
 */
public final class FollowedKeys implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FollowedKeys.class);

    private static final long PERIOD_MILLIS = 250;

    private final Path file;
    private final Access access;
    private final Counter taken;
    private final Counter unusable;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(FollowedKeys::thread);

    /** What the file said at the last look. */
    private String seen;

    /** What it said when the keys were taken that are in use. */
    private String used;

    private volatile @Nullable String problem;

    private FollowedKeys(Path file, String text, String project, MeterRegistry meters) {
        this.file = file;
        this.access = Access.of(ApiKeys.of(file, text), project, meters);
        this.taken = counter(meters, "taken");
        this.unusable = counter(meters, "unusable");
        this.seen = text;
        this.used = text;
        Gauge.builder("granary.http.keys.stale", this, keys -> keys.problem == null ? 0 : 1)
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return meters.counter("granary.http.keys.changes", "outcome", outcome);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "granary-access");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reads the file and goes on in the background.
     *
     * @param project of operations that name none
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the file and everything that is wrong in it
     */
    public static FollowedKeys start(Path file, String project, MeterRegistry meters) {
        FollowedKeys keys = read(file, project, meters);
        var unused =
                keys.thread.scheduleWithFixedDelay(keys::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return keys;
    }

    /** Looks at the file when it is told to, and not by itself. */
    static FollowedKeys read(Path file, String project, MeterRegistry meters) {
        return new FollowedKeys(file, FileSchema.text(file), project, meters);
    }

    /** Whom requests come from, by the keys of now. */
    public Access access() {
        return access;
    }

    /** Why the file of now cannot be used; null when it is. */
    @Nullable
    String problem() {
        return problem;
    }

    void look() {
        try {
            String text = FileSchema.text(file);
            if (text.equals(seen) && (problem != null || !text.equals(used))) {
                take(ApiKeys.of(file, text));
                used = text;
            }
            seen = text;
        } catch (RuntimeException e) {
            // Whatever it is: a look that throws would be the last.
            refuse(String.valueOf(e.getMessage()));
        }
    }

    private void take(ApiKeys keys) {
        access.replace(keys);
        problem = null;
        taken.increment();
        log.info("Taken {} API keys from {}", keys.count(), file);
    }

    private void refuse(String reason) {
        if (!reason.equals(problem)) {
            unusable.increment();
            log.error("Going on with the API keys of before: {}", reason);
        }
        problem = reason;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
