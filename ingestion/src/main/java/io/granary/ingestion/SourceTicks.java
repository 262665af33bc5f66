package io.granary.ingestion;

import io.granary.ingestion.SourceProgress.Position;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the task that reads a partition of a source is to tell all others how far it is: when it gets past the cut, when
 * arrivals have moved on by some time, and when a partition without records is known to have been read. Used by one
 * thread.
 */
final class SourceTicks {

    private static final long LEAST_MILLIS = TimeUnit.SECONDS.toMillis(1);

    /** Of the allowed lateness, how often it is told. */
    private static final int TIMES = 32;

    private final SourceProgress progress;
    private final int partition;
    private final long intervalMillis;
    private long toldMillis = Long.MIN_VALUE;
    private boolean isPastCut;

    SourceTicks(SourceProgress progress, int partition, long latenessMicros) {
        this.progress = progress;
        this.partition = partition;
        this.intervalMillis = Math.max(LEAST_MILLIS, TimeUnit.MICROSECONDS.toMillis(latenessMicros) / TIMES);
    }

    /** Whether to tell of a place that was reached. */
    boolean isDue(long offset, long arrivalMillis) {
        boolean passesCut = !isPastCut && !progress.isBeforeCut(partition, offset);
        boolean isFirst = toldMillis == Long.MIN_VALUE;
        if (!passesCut && !isFirst && arrivalMillis - toldMillis < intervalMillis) {
            return false;
        }
        isPastCut |= passesCut;
        toldMillis = Math.max(toldMillis, arrivalMillis);
        return true;
    }

    /** The place to tell of though no record came; or null. */
    @Nullable
    Position due() {
        Position position = progress.position(partition);
        return position != null && isDue(position.offset(), position.arrivalMillis()) ? position : null;
    }
}
