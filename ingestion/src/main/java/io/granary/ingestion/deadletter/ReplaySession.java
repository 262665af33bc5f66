package io.granary.ingestion.deadletter;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.formats.Replayed;
import io.granary.ingestion.DeadLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Gives dead letters back to their sources, together with the note of it, in one transaction. There is one session of a
 * project: a later one ends what an earlier one has open, so what is noted when it has begun is all that there is.
 */
final class ReplaySession implements AutoCloseable {

    private static final int MAX_BLOCK_MILLIS = 5_000;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 30_000;
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private final String project;
    private final Producer<byte[], byte[]> producer;

    private ReplaySession(String project, Producer<byte[], byte[]> producer) {
        this.project = project;
        this.producer = producer;
    }

    /** @throws GranaryException (UNAVAILABLE) when Kafka does not answer */
    static ReplaySession open(String project, Map<String, ?> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "granary-" + project + "-replay");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        try {
            Producer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            return new ReplaySession(project, producer).begun();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private ReplaySession begun() {
        try {
            producer.initTransactions();
            return this;
        } catch (KafkaException e) {
            close();
            throw failed(e);
        }
    }

    /** Returns when all of them are in their topics. */
    void send(LetterChoice chosen) {
        try {
            producer.beginTransaction();
            chosen.letters().forEach(letter -> {
                var unused = producer.send(record(letter, chosen.views(letter)));
            });
            var unused = producer.send(ReplayedLetters.note(project, chosen.letters()));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Letter letter, Set<String> views) {
        Headers headers = DeadLetter.withoutOrigin(new RecordHeaders(letter.headers()));
        Replayed.headerNames().forEach(headers::remove);
        new Replayed(letter.name(), views, letter.place()).headers().forEach(headers::add);
        boolean isThere = letter.partition() >= 0
                && letter.partition() < producer.partitionsFor(letter.topic()).size();
        return new ProducerRecord<>(
                letter.topic(), isThere ? letter.partition() : null, letter.key(), letter.value(), headers);
    }

    private static GranaryException failed(KafkaException failure) {
        if (failure instanceof ProducerFencedException) {
            return new GranaryException(
                    ErrorCode.CONFLICT, "Cannot replay dead letters: another replay has begun; ask again", failure);
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot replay dead letters: " + reason.getMessage(), failure);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
