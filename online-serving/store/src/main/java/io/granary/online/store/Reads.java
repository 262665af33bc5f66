package io.granary.online.store;

import java.util.concurrent.CompletableFuture;

/** A way to read from Redis. Safe for threads. */
interface Reads extends AutoCloseable {

    /** As {@link OnlineStore#read} says. */
    CompletableFuture<StoredRows> read(EntityReads reads, long deadlineNanos);

    @Override
    void close();
}
