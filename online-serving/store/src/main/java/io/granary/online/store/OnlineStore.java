package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The latest row of each feature view for each entity key. A projection of the feature log: it can be lost and rebuilt.
 *
 * <p>Safe for threads. Methods return at once and never block the caller; a stage that fails carries a {@link
 * io.granary.core.GranaryException} with UNAVAILABLE when the store does not answer.
 */
public interface OnlineStore extends AutoCloseable {

    /**
     * Reads rows, all keys in one round trip.
     *
     * @return for each read and each of its fields, in the order given, the stored row's bytes, or null when there is none
     */
    CompletionStage<byte[][][]> read(List<EntityRead> reads);

    /**
     * Applies records of the feature log by the write rule: a row replaces the stored one iff it is greater; a tombstone
     * deletes. Applying a record again, or in another order, changes nothing. The stage completes when the store has
     * acknowledged every record.
     */
    CompletionStage<WriteResult> write(List<FeatureLogRecord> records);

    /** Completes when the store answers. */
    CompletionStage<Void> ping();

    @Override
    void close();
}
