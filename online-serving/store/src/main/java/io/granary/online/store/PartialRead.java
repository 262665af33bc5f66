package io.granary.online.store;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some of the reads of a request, which go their own way and come back into its answer. */
final class PartialRead {

    private static final int FEW = 4;

    private final EntityReads whole;
    private final EntityReads part = new EntityReads();
    private int[] origins = new int[FEW];

    PartialRead(EntityReads whole) {
        this.whole = whole;
    }

    void add(int read) {
        int index = part.add(whole.key(read), whole.keyOffset(read), whole.keyLength(read), whole.fields(read));
        if (index == origins.length) {
            origins = Arrays.copyOf(origins, 2 * index);
        }
        origins[index] = read;
    }

    int count() {
        return part.count();
    }

    /** What the store said; both null when there was nothing to ask. */
    record Outcome(@Nullable StoredRows rows, @Nullable Throwable failure) {

        private static final Outcome NONE = new Outcome(null, null);
    }

    CompletableFuture<Outcome> read(Function<EntityReads, CompletableFuture<StoredRows>> store) {
        return count() == 0
                ? CompletableFuture.completedFuture(Outcome.NONE)
                : store.apply(part).handle(Outcome::new);
    }

    /** Puts what came into the answer of the whole. */
    void settle(Outcome outcome, StoredRows answer) {
        StoredRows rows = outcome.rows();
        for (int read = 0; read < part.count(); read++) {
            if (rows == null || rows.unavailable(read)) {
                answer.markUnavailable(origins[read]);
            } else {
                answer.markAvailable(origins[read]);
                answer.putAll(origins[read], rows, read);
            }
        }
    }
}
