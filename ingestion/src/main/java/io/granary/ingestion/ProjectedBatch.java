package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.WriteResult;
import java.util.HashMap;
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
    private final String topic;
    private final Map<Integer, LogMark> marks;
    private CompletableFuture<Answer> answer = new CompletableFuture<>();
    private long sentNanos;

    /** @param marks what the store is to note once it has the rows */
    ProjectedBatch(
            List<FeatureLogRecord> rows,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            String topic,
            Map<Integer, LogMark> marks) {
        this.rows = rows;
        this.offsets = offsets;
        this.topic = topic;
        this.marks = marks;
    }

    /** @param marked as {@link OnlineStore#mark} answers */
    record Answer(WriteResult written, Map<Integer, Long> marked) {}

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }

    /** The offset that each partition goes on from. */
    static Map<TopicPartition, Long> plain(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> plain = new HashMap<>();
        offsets.forEach((partition, offset) -> plain.put(partition, offset.offset()));
        return plain;
    }

    /** Sends the rows, the first time or again. */
    void send(OnlineStore store) {
        sentNanos = System.nanoTime();
        answer = store.write(rows)
                .thenCompose(written -> store.mark(topic, marks).thenApply(marked -> new Answer(written, marked)))
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
