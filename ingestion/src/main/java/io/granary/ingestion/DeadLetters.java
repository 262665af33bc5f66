package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a processor of a source's records puts those that cannot be used, with what is wrong. Used by one task. */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final ProcessorContext<byte[], byte[]> context;
    private final SourceMetrics metrics;

    DeadLetters(ProcessorContext<byte[], byte[]> context, SourceMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    /**
     * Forwards a record as a dead letter.
     *
     * @param view the feature view that could not use the record; null: none could
     * @throws GranaryException (UNAVAILABLE) when the failure is one that passes, so that the record is read again
     */
    void bury(Record<byte[], byte[]> incoming, RuntimeException failure, @Nullable String view) {
        RejectedException rejection = rejection(failure);
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        DeadLetter letter = new DeadLetter(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                incoming.timestamp(),
                rejection.reason().code(),
                rejection.message(),
                view,
                context.applicationId());
        context.forward(incoming.withHeaders(letter.headers(incoming.headers())), SourceTopology.DEAD_LETTERS);
        metrics.deadLetter(rejection.reason(), view);
    }

    /** What is not the record's fault and passes, such as a schema registry that is away, ends the transaction instead. */
    private static RejectedException rejection(RuntimeException failure) {
        if (failure instanceof GranaryException known && known.code() == ErrorCode.UNAVAILABLE) {
            throw known;
        }
        if (failure instanceof RejectedException rejected) {
            return rejected;
        }
        log.error("An event that should have been understood becomes a dead letter", failure);
        return new RejectedException(DeadLetterReason.INTERNAL, failure.toString(), failure);
    }
}
