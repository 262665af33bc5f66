package io.granary.archive;

/**
 * Moments between which records arrived, in epoch microseconds, both inclusive.
 *
 * @param firstMicros {@link Long#MIN_VALUE}: no bound
 * @param lastMicros {@link Long#MAX_VALUE}: no bound
 */
public record ArrivalRange(long firstMicros, long lastMicros) {

    /** Whenever they came. */
    public static final ArrivalRange ALL = new ArrivalRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean has(ArchivedRecord archived) {
        long arrival = archived.arrivalMicros();
        return arrival >= firstMicros && arrival <= lastMicros;
    }
}
