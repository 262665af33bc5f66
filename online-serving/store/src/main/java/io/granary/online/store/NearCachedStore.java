package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.online.store.PartialRead.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A store that answers from memory what it read before, where the reader allows it ({@link
 * ReadFields#withMaxStaleness}) and Redis vouches for it. Everything else goes to the store behind it.
 */
public final class NearCachedStore implements OnlineStore {

    private final OnlineStore store;
    private final NearCache cache;
    private final TrackedReads tracked;

    NearCachedStore(OnlineStore store, NearCache cache, TrackedReads tracked) {
        this.store = store;
        this.cache = cache;
        this.tracked = tracked;
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        if (!allowsKept(reads)) {
            return store.read(reads, deadlineNanos);
        }
        StoredRows answer = StoredRows.none(reads);
        PartialRead plain = new PartialRead(reads);
        PartialRead near = new PartialRead(reads);
        long now = System.nanoTime();
        for (int read = 0; read < reads.count(); read++) {
            if (reads.fields(read).maxStalenessNanos() == 0) {
                plain.add(read);
            } else if (!cache.answer(reads, read, answer, now)) {
                near.add(read);
            }
        }
        return plain.isEmpty() && near.isEmpty()
                ? CompletableFuture.completedFuture(answer)
                : complete(answer, plain, near, deadlineNanos);
    }

    private static boolean allowsKept(EntityReads reads) {
        for (int read = 0; read < reads.count(); read++) {
            if (reads.fields(read).maxStalenessNanos() > 0) {
                return true;
            }
        }
        return false;
    }

    /** What could not be answered from memory is read, all at once; fails only if nothing is answered. */
    private CompletionStage<StoredRows> complete(
            StoredRows answer, PartialRead plain, PartialRead near, long deadlineNanos) {
        CompletionStage<Outcome> ofPlain = plain.read(part -> store.read(part, deadlineNanos));
        CompletionStage<Outcome> ofNear = near.read(part -> tracked.read(part, deadlineNanos));
        return ofNear.thenCombine(ofPlain, (nearOutcome, plainOutcome) -> {
            near.settle(nearOutcome, answer);
            plain.settle(plainOutcome, answer);
            return answer;
        });
    }

    @Override
    public CompletionStage<WriteResult> write(List<FeatureLogRecord> records) {
        return store.write(records);
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return store.remove(removal, from);
    }

    @Override
    public CompletionStage<Void> ping() {
        return store.ping();
    }

    /** Closes the store behind it too. */
    @Override
    public void close() {
        tracked.close();
        store.close();
    }
}
