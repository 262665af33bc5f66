package io.granary.online.serving;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.online.store.EntityRead;
import io.granary.online.store.FieldRemoval;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RemovalStep;
import io.granary.online.store.WriteResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    public CompletionStage<byte[][][]> read(List<EntityRead> reads) {
        return answer.thenApply(never -> new byte[0][][]);
    }

    @Override
    public CompletionStage<WriteResult> write(List<FeatureLogRecord> records) {
        return answer.thenApply(never -> new WriteResult(0, 0));
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return answer.thenApply(never -> new RemovalStep(null, 0, 0));
    }

    @Override
    public CompletionStage<Void> ping() {
        return answer;
    }

    @Override
    public void close() {}
}
