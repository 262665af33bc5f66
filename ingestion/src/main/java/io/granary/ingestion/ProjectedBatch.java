package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Rows of one poll on their way to the online store, and the offsets to commit once it has them. */
final class ProjectedBatch {

    private final List<FeatureLogRecord> rows;
    private final Map<TopicPartition, OffsetAndMetadata> offsets;
    private CompletableFuture<WriteResult> answer = new CompletableFuture<>();
    private long sentNanos;

    ProjectedBatch(List<FeatureLogRecord> rows, Map<TopicPartition, OffsetAndMetadata> offsets) {
        this.rows = rows;
        this.offsets = offsets;
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }

    /** Sends the rows, the first time or again. */
    void send(OnlineStore store) {
        sentNanos = System.nanoTime();
        answer = store.write(rows).toCompletableFuture();
    }

    /** Waits for the acknowledgement; the store ends every write, at the latest by its timeout. */
    WriteResult await() throws ExecutionException, InterruptedException {
        return answer.get();
    }

    long elapsedNanos() {
        return System.nanoTime() - sentNanos;
    }
}
