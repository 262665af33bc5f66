package io.granary.serving.runtime;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
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

/** A store that answers until it is told to fail or to stall. */
final class FailingStore implements OnlineStore {

    private final OnlineStore store;
    private volatile @Nullable CompletableFuture<byte[][][]> broken;

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
    public CompletionStage<byte[][][]> read(List<EntityRead> reads) {
        CompletableFuture<byte[][][]> answer = broken;
        return answer == null ? store.read(reads) : answer;
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

    @Override
    public void close() {
        store.close();
    }
}
