package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FlightEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends events to the topic, each to its partition with its arrival as the record's timestamp. Not safe for threads. */
final class FlightProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    FlightProducer(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the broker has all of them. */
    void send(List<FlightEvent> events) {
        events.forEach(this::send);
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("Cannot send events: " + failure.get());
        }
    }

    private void send(FlightEvent event) {
        byte[] key = event.origin().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(FlightProject.TOPIC, event.partition(), event.arrivalMillis(), key, encode(event));
        var unused = producer.send(sent, (metadata, exception) -> failure.compareAndSet(null, exception));
    }

    private byte[] encode(FlightEvent event) {
        try {
            bytes.reset();
            encoder.writeLong(event.id());
            encoder.writeString(event.origin());
            encoder.writeString(event.destination());
            encoder.writeLong(event.eventMicros());
            encoder.writeIndex(event.delay() == null ? 0 : 1);
            if (event.delay() != null) {
                encoder.writeLong(event.delay());
            }
            encoder.writeIndex(event.amount() == null ? 0 : 1);
            if (event.amount() != null) {
                encoder.writeDouble(event.amount());
            }
            encoder.writeDouble(event.odd());
            encoder.writeLong(event.big());
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
