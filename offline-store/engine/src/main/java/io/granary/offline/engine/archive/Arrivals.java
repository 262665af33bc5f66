package io.granary.offline.engine.archive;

import io.granary.archive.ArchivedRecord;
import io.granary.archive.TimestampType;

/**
 * When records of one partition came.
 *
 * @param offset the first
 * @param firstMicros no record before this offset came later; {@link #UNKNOWN} when that is the word of producers
 * @param lastMicros the latest arrival
 */
public record Arrivals(long offset, long firstMicros, long lastMicros) {

    public static final long UNKNOWN = Long.MAX_VALUE;

    /** Of one record. */
    public static Arrivals of(ArchivedRecord archived) {
        boolean isBrokers = archived.timestampType() == TimestampType.LOG_APPEND_TIME;
        long micros = archived.arrivalMicros();
        return new Arrivals(archived.offset(), isBrokers ? micros : UNKNOWN, micros);
    }

    /** Of these records and others of the same partition. */
    public Arrivals and(Arrivals others) {
        boolean isKnown = firstMicros != UNKNOWN && others.firstMicros != UNKNOWN;
        return new Arrivals(
                Math.min(offset, others.offset),
                isKnown ? Math.min(firstMicros, others.firstMicros) : UNKNOWN,
                Math.max(lastMicros, others.lastMicros));
    }
}
