package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.concurrent.atomic.AtomicLong;

/** The bodies of requests that have no answer yet, which are never more than a limit. Safe for threads. */
final class PendingBytes {

    private final AtomicLong bytes = new AtomicLong();
    private final long max;

    PendingBytes(long max) {
        this.max = max;
    }

    AtomicLong bytes() {
        return bytes;
    }

    /** @throws GranaryException (UNAVAILABLE) when that many more are too many */
    void take(int count) {
        long taken = bytes.addAndGet(count);
        if (taken > max) {
            bytes.addAndGet(-count);
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot accept rows: " + (taken - count) + " bytes wait for Kafka (expected: at most " + max + ")");
        }
    }

    void give(int count) {
        bytes.addAndGet(-count);
    }
}
