package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** Entries of one poll on their way to the online store, and the offsets to commit once it has them. */
final class ProjectedBatch {

    private final List<FeatureLogEntry> entries;
    private final Map<TopicPartition, Long> offsets;
    private final Map<TopicPartition, LogMark> marks;
    private CompletableFuture<Answer> answer = new CompletableFuture<>();
    private long sentNanos;

    /** @param marks what the store is to note once it has the entries */
    ProjectedBatch(
            List<FeatureLogEntry> entries, Map<TopicPartition, Long> offsets, Map<TopicPartition, LogMark> marks) {
        this.entries = entries;
        this.offsets = offsets;
        this.marks = marks;
    }

    /** @param marked as {@link LogMarks#note} answers */
    record Answer(WriteResult written, Map<TopicPartition, Long> marked) {}

    /** The offset that each partition goes on from. */
    Map<TopicPartition, Long> offsets() {
        return offsets;
    }

    /** Sends the entries, the first time or again. */
    void send(OnlineStore store) {
        sentNanos = System.nanoTime();
        answer = store.write(entries)
                .thenCompose(written -> LogMarks.note(store, marks).thenApply(marked -> new Answer(written, marked)))
                .toCompletableFuture();
    }

    /** Waits for the acknowledgement; the store ends every write, at the latest by its timeout. */
    Answer await() throws ExecutionException, InterruptedException {
        return answer.get();
    }

    long elapsedNanos() {
        return System.nanoTime() - sentNanos;
    }
}
