package io.granary.offline.spark;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets no more than so many rows a second pass, evenly. Used by one thread. */
final class Pace {

    /** Waiting for less costs more than it evens out. */
    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final double nanosPerRow;
    private final LongSupplier clock;
    private final LongConsumer waiting;
    private final long startNanos;
    private long rows;

    Pace(double nanosPerRow, LongSupplier clock, LongConsumer waiting) {
        this.nanosPerRow = nanosPerRow;
        this.clock = clock;
        this.waiting = waiting;
        this.startNanos = clock.getAsLong();
    }

    /** @param rowsPerSecond null: as many as come */
    static Pace of(@Nullable Integer rowsPerSecond) {
        double nanos = rowsPerSecond == null ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
        return new Pace(nanos, System::nanoTime, Pace::park);
    }

    /** Waits until the next row may pass. */
    void await() {
        long due = startNanos + (long) (rows++ * nanosPerRow);
        long ahead = nanosPerRow == 0 ? 0 : due - clock.getAsLong();
        while (ahead >= LEAST_WAIT_NANOS) {
            waiting.accept(ahead);
            ahead = due - clock.getAsLong();
        }
    }

    private static void park(long nanos) {
        LockSupport.parkNanos(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to the feature log: interrupted");
        }
    }
}
