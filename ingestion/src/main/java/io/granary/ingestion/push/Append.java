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
 * @param refusal why there are no records: the request is to be told this, unless its key has an answer; null: there are some
 * @param written with the receipt, once they are there
 */
record Append(
        List<ProducerRecord<byte[], byte[]>> records,
        int rows,
        Destination destination,
        @Nullable RequestKey key,
        @Nullable Throwable refusal,
        CompletableFuture<String> written) {

    Append {
        records = List.copyOf(records);
    }

    static Append of(
            List<ProducerRecord<byte[], byte[]>> records, int rows, Destination destination, @Nullable RequestKey key) {
        return new Append(records, rows, destination, key, null, new CompletableFuture<>());
    }

    /** Of a request that can not be used now, and may be one that was answered before. */
    static Append refused(RequestKey key, Throwable refusal) {
        return new Append(List.of(), 0, Destination.ONLINE, key, refusal, new CompletableFuture<>());
    }
}
