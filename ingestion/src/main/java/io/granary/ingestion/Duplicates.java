package io.granary.ingestion;

import io.granary.core.window.Acceptance;
import io.granary.core.window.EventValues;
import io.granary.ingestion.EventMemory.Verdict;
import java.util.concurrent.TimeUnit;

/** Finds the events that have come before, and forgets those that cannot come again. Used by the thread of its task. */
final class Duplicates {

    /** How many events come between two looks at what can be forgotten. */
    private static final int PAUSE = 1_024;

    private final EventMemory memory;
    private final long latenessMicros;
    private final SourceProgress progress;
    private final WindowMetrics metrics;
    private final ArrivalClock clock = new ArrivalClock();
    private int events;

    Duplicates(IdStore ids, Acceptance acceptance, SourceProgress progress, WindowMetrics metrics) {
        this.latenessMicros = acceptance.allowedLatenessMicros();
        this.memory = new EventMemory(ids, latenessMicros);
        this.progress = progress;
        this.metrics = metrics;
    }

    /** Takes note of an event's place in the source. */
    void arrived(int partition, long arrivalMillis) {
        clock.arrived(partition, arrivalMillis);
        if (++events % PAUSE == 0) {
            forget();
        }
    }

    /** Takes note of where a partition of the source is. */
    void passed(int partition, long arrivalMillis) {
        clock.arrived(partition, arrivalMillis);
        forget();
    }

    private void forget() {
        long least = clock.leastMillis(progress.partitions());
        if (least != ArrivalClock.UNKNOWN) {
            memory.forgetBefore(TimeUnit.MILLISECONDS.toMicros(least) - latenessMicros);
        }
    }

    /** Whether an event is not there yet; counts what is. */
    boolean isFirst(byte[] entityKey, EventValues event, byte[] encoded) {
        Verdict verdict = remember(entityKey, event, encoded);
        switch (verdict) {
            case NEW -> {}
            case DUPLICATE -> metrics.duplicates().increment();
            case CONFLICT -> metrics.conflicts().increment();
        }
        return verdict != Verdict.DUPLICATE;
    }

    /** Takes note of an event that others count. */
    void warmUp(byte[] entityKey, EventValues event, byte[] encoded) {
        remember(entityKey, event, encoded);
    }

    private Verdict remember(byte[] entityKey, EventValues event, byte[] encoded) {
        return memory.remember(entityKey, event.id(), event.idOffset(), event.idLength(), event.eventMicros(), encoded);
    }
}
