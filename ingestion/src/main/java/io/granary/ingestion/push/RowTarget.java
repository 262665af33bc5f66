package io.granary.ingestion.push;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the rows of a request go, compiled for one rollout. Immutable and safe for threads. */
sealed interface RowTarget permits SourceTarget, ViewTarget {

    /**
     * The Kafka records that the rows become.
     *
     * @param now the rows' arrival at the edge
     * @throws InvalidRowsException naming everything that is wrong with them; then none is to be written
     */
    List<ProducerRecord<byte[], byte[]>> records(DataFrame frame, Instant now);
}
