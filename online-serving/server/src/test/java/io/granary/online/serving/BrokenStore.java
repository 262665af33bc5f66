package io.granary.online.serving;

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

/** A store that gives one answer to every question: a failure, or none at all. */
final class BrokenStore implements OnlineStore {

    private final CompletableFuture<Void> answer;

    private BrokenStore(CompletableFuture<Void> answer) {
        this.answer = answer;
    }

    static BrokenStore failing(Throwable failure) {
        return new BrokenStore(CompletableFuture.failedFuture(failure));
    }

    static BrokenStore silent() {
        return new BrokenStore(new CompletableFuture<>());
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        long waitNanos = deadlineNanos - System.nanoTime();
        return answer.thenApply(never -> StoredRows.none(reads))
                .orTimeout(waitNanos, TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(failure instanceof TimeoutException ? late() : failure));
    }

    private static GranaryException late() {
        return new GranaryException(ErrorCode.DEADLINE_EXCEEDED, "Cannot read the store: no answer in time");
    }

    @Override
    public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
        return answer.thenApply(never -> new WriteResult(0, 0));
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return answer.thenApply(never -> new RemovalStep(null, 0, 0));
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        return answer;
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        return answer.thenApply(never -> new CountStep(null, 0, 0));
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        return answer.thenApply(never -> new KeyStep(null, List.of()));
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        return answer.thenApply(never -> Map.of());
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return answer.thenApply(never -> Map.of());
    }

    @Override
    public CompletionStage<Void> ping() {
        return answer;
    }

    @Override
    public void close() {}
}
