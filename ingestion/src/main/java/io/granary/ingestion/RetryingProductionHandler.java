package io.granary.ingestion;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * What happens to a row that Kafka did not take: the transaction is aborted and its events are read again by a new
 * thread. Never skipped: a record that could not be written for its own sake was a dead letter before it got here.
 */
public final class RetryingProductionHandler implements ProductionExceptionHandler {

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> rejected, Exception failure) {
        return Response.fail();
    }
}
