package io.granary.online.store;

import io.granary.online.store.PartialRead.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Answers from memory what was read before, where {@link ReadFields#withMaxStaleness} allows it and Redis vouches for it;
 * the rest is read at once, what may be kept over connections that Redis tells of changes.
 */
final class NearReads implements Reads {

    private final NearCache cache;
    private final Reads plain;
    private final Reads tracked;

    NearReads(NearCache cache, Reads plain, Reads tracked) {
        this.cache = cache;
        this.plain = plain;
        this.tracked = tracked;
    }

    @Override
    public CompletableFuture<StoredRows> read(EntityReads reads, long deadlineNanos) {
        return allowsKept(reads) ? readNear(reads, deadlineNanos) : plain.read(reads, deadlineNanos);
    }

    private static boolean allowsKept(EntityReads reads) {
        for (int read = 0; read < reads.count(); read++) {
            if (reads.fields(read).maxStalenessNanos() > 0) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<StoredRows> readNear(EntityReads reads, long deadlineNanos) {
        StoredRows answer = StoredRows.none(reads);
        PartialRead fromStore = new PartialRead(reads);
        PartialRead toKeep = new PartialRead(reads);
        long now = System.nanoTime();
        for (int read = 0; read < reads.count(); read++) {
            if (reads.fields(read).maxStalenessNanos() == 0) {
                fromStore.add(read);
            } else if (!cache.answer(reads, read, answer, now)) {
                toKeep.add(read);
            }
        }
        cache.count(reads.count() - fromStore.count() - toKeep.count(), toKeep.count());
        return fromStore.count() + toKeep.count() == 0
                ? CompletableFuture.completedFuture(answer)
                : complete(answer, fromStore, toKeep, deadlineNanos);
    }

    private CompletableFuture<StoredRows> complete(
            StoredRows answer, PartialRead fromStore, PartialRead toKeep, long deadlineNanos) {
        CompletableFuture<Outcome> stored = fromStore.read(part -> plain.read(part, deadlineNanos));
        CompletableFuture<Outcome> kept = toKeep.read(part -> readTracked(part, deadlineNanos));
        return kept.thenCombine(stored, (ofKept, ofStored) -> {
            toKeep.settle(ofKept, answer);
            fromStore.settle(ofStored, answer);
            return requireAny(answer, ofKept, ofStored);
        });
    }

    /** Where nothing at all is answered, the reason is. */
    private static StoredRows requireAny(StoredRows answer, Outcome ofKept, Outcome ofStored) {
        Throwable failure = ofKept.failure() == null ? ofStored.failure() : ofKept.failure();
        if (failure != null && answer.isUnavailable()) {
            throw new CompletionException(RedisFailure.unwrap(failure));
        }
        return answer;
    }

    /** A server that cannot track, or whose tracked connection is away, may still answer. */
    private CompletableFuture<StoredRows> readTracked(EntityReads part, long deadlineNanos) {
        return tracked.read(part, deadlineNanos)
                .exceptionally(failure -> StoredRows.awaited(part))
                .thenCompose(rows -> readUnavailable(part, rows, deadlineNanos));
    }

    private CompletableFuture<StoredRows> readUnavailable(EntityReads part, StoredRows rows, long deadlineNanos) {
        PartialRead missing = new PartialRead(part);
        for (int read = 0; read < part.count(); read++) {
            if (rows.unavailable(read)) {
                missing.add(read);
            }
        }
        if (missing.count() == 0) {
            return CompletableFuture.completedFuture(rows);
        }
        cache.bypassed(missing.count());
        return missing.read(reads -> plain.read(reads, deadlineNanos)).thenApply(outcome -> {
            missing.settle(outcome, rows);
            return requireAny(rows, outcome, outcome);
        });
    }

    @Override
    public void close() {
        tracked.close();
        plain.close();
    }
}
