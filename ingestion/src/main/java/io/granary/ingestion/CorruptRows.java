package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where the projector puts records of the feature log that it cannot read. Not safe for threads. */
final class CorruptRows implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    CorruptRows(Producer<byte[], byte[]> producer, String project) {
        this.producer = producer;
        this.topic = DeadLetter.topicOf(project);
    }

    /**
     * Writes one dead letter and waits until the broker has it.
     *
     * @throws GranaryException (UNAVAILABLE) when it does not take it
     */
    void bury(ConsumerRecord<byte[], byte[]> corrupt, String message) {
        DeadLetter letter = new DeadLetter(
                corrupt.topic(),
                corrupt.partition(),
                corrupt.offset(),
                corrupt.timestamp(),
                DeadLetterReason.CORRUPT_ROW.code(),
                message,
                null,
                null);
        send(new ProducerRecord<>(topic, null, corrupt.key(), corrupt.value(), letter.headers(corrupt.headers())));
    }

    private void send(ProducerRecord<byte[], byte[]> letter) {
        try {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
