package io.granary.online.store;

import java.util.concurrent.CompletionStage;

/**
 * Reads over connections that tell of changes to what was read, and keeps near what they read and what they tell. Safe
 * for threads.
 */
interface TrackedReads extends AutoCloseable {

    /** Like {@link OnlineStore#read}. */
    CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos);

    @Override
    void close();
}
