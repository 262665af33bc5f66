package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A store that answers until it is told to fail or to stall. */
final class FailingStore implements OnlineStore {

    private final OnlineStore store;
    private volatile @Nullable CompletableFuture<StoredRows> broken;

    FailingStore(OnlineStore store) {
        this.store = store;
    }

    void fail() {
        broken = CompletableFuture.failedFuture(new GranaryException(ErrorCode.UNAVAILABLE, "no store"));
    }

    /** From now on it does not answer. */
    void stall() {
        broken = new CompletableFuture<>();
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        CompletableFuture<StoredRows> answer = broken;
        return answer == null ? store.read(reads, deadlineNanos) : inTime(answer, deadlineNanos);
    }

    private static CompletionStage<StoredRows> inTime(CompletableFuture<StoredRows> answer, long deadlineNanos) {
        return answer.copy()
                .orTimeout(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(failure instanceof TimeoutException ? late() : failure));
    }

    private static GranaryException late() {
        return new GranaryException(ErrorCode.DEADLINE_EXCEEDED, "Cannot read the store: no answer in time");
    }

    @Override
    public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
        return store.write(records);
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return store.remove(removal, from);
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        return store.forget(log, partitions);
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        return store.count(keyPrefix, from);
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        return store.keys(keyPrefix, from);
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        return store.mark(log, marks);
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return store.noted(log);
    }

    @Override
    public CompletionStage<Void> ping() {
        return store.ping();
    }

    @Override
    public void close() {
        store.close();
    }
}
