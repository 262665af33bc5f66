package io.granary.benchmarks.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Requests start at even distances. When all connections are busy they wait, and their latency counts from when they
 * should have started. Those that still wait some time after the end are missed. Taken from one thread, the others'
 * questions are about time only.
 */
final class OpenPace implements Pace {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final long startNanos;
    private final double intervalNanos;
    private final int count;
    private final long giveUpNanos;
    private int taken;

    private OpenPace(long startNanos, double intervalNanos, int count, long giveUpNanos) {
        this.startNanos = startNanos;
        this.intervalNanos = intervalNanos;
        this.count = count;
        this.giveUpNanos = giveUpNanos;
    }

    static OpenPace of(long startNanos, Duration duration, double perSecond) {
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        int count = (int) Math.max(1, duration.toNanos() / interval);
        return new OpenPace(startNanos, interval, count, startNanos + duration.toNanos() + GRACE_NANOS);
    }

    @Override
    public boolean isDue(long nowNanos) {
        return !isOver(nowNanos) && nowNanos - intended(taken) >= 0;
    }

    @Override
    public long take(long nowNanos) {
        return intended(taken++);
    }

    @Override
    public boolean isOver(long nowNanos) {
        return taken == count || nowNanos - giveUpNanos >= 0;
    }

    @Override
    public long nanosUntilDue(long nowNanos) {
        long started = (long) ((nowNanos - startNanos) / intervalNanos);
        return Math.max(1, intended(started + 1) - nowNanos);
    }

    @Override
    public long[] missed() {
        return IntStream.range(taken, count).mapToLong(this::intended).toArray();
    }

    private long intended(long request) {
        return startNanos + (long) (request * intervalNanos);
    }
}
