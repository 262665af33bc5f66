package io.granary.ingestion;

/**
 * How far ingestion is behind. What is no record, such as the marker of a transaction or what was aborted, counts only
 * behind a record, and where a transaction is still open.
 *
 * @param revision the revision of the definitions that this speaks of; 0 before the first is known
 * @param following whether every stream application of that revision and the projector have been started; while not,
 *     the counts are 0 and mean nothing
 * @param events in source topics that the stream applications have not committed
 * @param rows in the feature log that the online store has not acknowledged
 */
public record IngestionLag(int revision, boolean following, long events, long rows) {

    /** Whether everything that was in the topics when this was measured is in the online store. */
    public boolean isCaughtUp() {
        return following && events == 0 && rows == 0;
    }
}
