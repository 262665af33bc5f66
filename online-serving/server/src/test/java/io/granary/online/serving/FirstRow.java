package io.granary.online.serving;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.online.store.CountStep;
import io.granary.online.store.EntityReads;
import io.granary.online.store.FieldRemoval;
import io.granary.online.store.KeyStep;
import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RemovalStep;
import io.granary.online.store.StoredRows;
import io.granary.online.store.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers the first read with the bytes it is told, and every other with the row beside it. */
final class FirstRow implements OnlineStore {

    volatile byte[] first = {};
    volatile byte[] beside = {};

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        StoredRows rows = StoredRows.none(reads);
        for (int read = 0; read < reads.count(); read++) {
            for (int field = 0; field < reads.fields(read).count(); field++) {
                rows.put(read, field, read == 0 ? first : beside);
            }
        }
        return CompletableFuture.completedFuture(rows);
    }

    @Override
    public CompletionStage<Void> ping() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
        throw new UnsupportedOperationException("write");
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        throw new UnsupportedOperationException("remove");
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        throw new UnsupportedOperationException("forget");
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        throw new UnsupportedOperationException("count");
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        throw new UnsupportedOperationException("keys");
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        throw new UnsupportedOperationException("mark");
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        throw new UnsupportedOperationException("noted");
    }

    @Override
    public void close() {}
}
