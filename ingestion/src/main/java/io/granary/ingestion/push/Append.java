package io.granary.ingestion.push;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request, which are to be in the log all or not at all, and who waits for that.
 *
 * @param records all of one topic
 * @param rows of the request
 * @param key null: when the request is sent again, its rows are written again
 * @param written with the receipt, once they are there
 */
record Append(
        List<ProducerRecord<byte[], byte[]>> records,
        int rows,
        Destination destination,
        @Nullable RequestKey key,
        CompletableFuture<String> written) {

    Append {
        records = List.copyOf(records);
    }

    static Append of(
            List<ProducerRecord<byte[], byte[]>> records, int rows, Destination destination, @Nullable RequestKey key) {
        return new Append(records, rows, destination, key, new CompletableFuture<>());
    }
}
