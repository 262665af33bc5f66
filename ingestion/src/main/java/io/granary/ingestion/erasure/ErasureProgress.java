package io.granary.ingestion.erasure;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.ErasureReceipt;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this process erases, one entity at a time, and why it could not finish those that it did not. Safe for threads. */
final class ErasureProgress {

    private final Map<String, String> problems = new HashMap<>();
    private @Nullable String digest;
    private @Nullable String id;
    private @Nullable String step;

    /**
     * Says that an erasure begins.
     *
     * @param newDigest of the entity
     * @throws GranaryException CONFLICT when the entity is being erased, RESOURCE_EXHAUSTED when another one is
     */
    synchronized void enter(String newDigest, String entity) {
        if (newDigest.equals(digest)) {
            throw new GranaryException(ErrorCode.CONFLICT, "Cannot erase this " + entity + ": another one does so now");
        }
        if (digest != null) {
            throw new GranaryException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "Cannot erase this " + entity + ": this server erases another entity now (expected: later)");
        }
        digest = newDigest;
    }

    synchronized void begun(String newId) {
        id = newId;
        problems.remove(newId);
    }

    synchronized void at(String newStep) {
        step = newStep;
    }

    synchronized void failed(Throwable failure) {
        if (id != null) {
            problems.put(id, String.valueOf(failure.getMessage()));
        }
    }

    synchronized void leave() {
        digest = null;
        id = null;
        step = null;
    }

    synchronized ErasureState of(ErasureReceipt receipt) {
        boolean isRunning = receipt.id().equals(id);
        return new ErasureState(
                receipt,
                isRunning,
                isRunning ? step : null,
                receipt.isDone() || isRunning ? null : problems.get(receipt.id()));
    }
}
