package io.granary.ingestion.push;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of one request, which are to be in the log all or not at all, and who waits for that. */
record Append(List<ProducerRecord<byte[], byte[]>> records, CompletableFuture<Void> written) {

    Append(List<ProducerRecord<byte[], byte[]>> records) {
        this(List.copyOf(records), new CompletableFuture<>());
    }
}
