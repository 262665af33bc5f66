package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogEntry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The latest row of each feature view for each entity key. A projection of the feature log: it can be lost and rebuilt.
 *
 * <p>Safe for threads. Methods return at once and never block the caller; a stage that fails carries a {@link
 * io.granary.core.GranaryException}: UNAVAILABLE when the store does not answer, FAILED_PRECONDITION when it refuses.
 */
public interface OnlineStore extends AutoCloseable {

    /**
     * Reads rows, all keys in one round trip. Called on an event loop of Netty that the store shares, the stage completes
     * on that event loop; else on a thread of the store.
     *
     * <p>The stage fails with DEADLINE_EXCEEDED when nothing was answered by the deadline. When some reads were answered
     * and others were not, or were refused, the others are {@link StoredRows#unavailable}.
     *
     * @param deadlineNanos until when an answer is wanted, in {@link System#nanoTime()}
     */
    CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos);

    /**
     * Applies what the feature log says by the write rule: a row, or a window state, replaces the stored one iff it is
     * greater; a tombstone deletes. Applying a record again, or in another order, changes nothing; but tombstones, and
     * rows that replace what is stored, count from their place in the log, so they are to be applied in its order. The
     * stage completes when the store has acknowledged every record.
     */
    CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records);

    /**
     * Removes rows, a few hundred entity keys a step, so that other callers do not wait. Steps may be repeated and
     * interleaved with writes; entity keys that come into being meanwhile may be left out.
     *
     * @param from null for the first step, then what the step before answered; void once the store has lost its data
     */
    CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from);

    /**
     * Notes how far the store has a log, beside the rows, in each part of it that can lose its data by itself, such as a
     * node of a cluster. A part that loses rows loses what was noted after them: where a note says less than was promised,
     * or there is none, rows are missing, and the note stays as it is. To be called once the store has acknowledged all
     * records below the applied offsets.
     *
     * @param log such as a topic
     * @param marks by partition
     * @return for each partition the offset from which the log has to be applied again: the applied one when nothing is
     *     missing, {@link LogMark#NONE} for the whole log
     */
    CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks);

    /**
     * How far every part of the store has noted a log by {@link #mark}; changes nothing.
     *
     * @return by partition the least offset that a part has noted; absent: a part has no note that counts
     */
    CompletionStage<Map<Integer, Long>> noted(String log);

    /**
     * Notes that the store has nothing of some partitions of a log, so that whoever {@link #mark}s them next applies the
     * log again. What is stored stays.
     */
    CompletionStage<Void> forget(String log, Set<Integer> partitions);

    /**
     * Counts what is stored, some hundred entity keys a step, so that other callers do not wait. Entity keys that come or
     * go meanwhile may be counted or not.
     *
     * @param keyPrefix what the entity keys start with, {@link io.granary.core.key.EntityKeyCodec#prefix}
     * @param from null for the first step, then what the step before answered
     */
    CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from);

    /**
     * Names entity keys, some hundred a step, so that other callers do not wait. Those that come or go meanwhile may be
     * named or not.
     *
     * @param keyPrefix what they start with, {@link io.granary.core.key.EntityKeyCodec#prefix}
     * @param from null for the first step, then what the step before answered
     */
    CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from);

    /** Completes when the store answers. */
    CompletionStage<Void> ping();

    @Override
    void close();
}
