package io.granary.cli.demo;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.TopicCreation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends flights to the topic of arrivals, as any producer would. Not safe for threads. */
final class FlightReplay implements AutoCloseable {

    private final String topic;
    private final Schema schema;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Long, Long> arrivalMillis = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    FlightReplay(String bootstrapServers, String topic, Path schemaFile) {
        this.topic = topic;
        this.schema = parse(schemaFile);
        createTopic(bootstrapServers);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * A week is played in seconds, so what the records say of their arrival counts, not when the broker took them; which
     * would also throw away at once what is older than it keeps records.
     */
    private void createTopic(String bootstrapServers) {
        NewTopic wanted = new NewTopic(topic, Optional.empty(), Optional.empty())
                .configs(Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            TopicCreation.create(admin, wanted);
        }
    }

    /** Sends one event, which arrives when the flight does; {@link #flush} waits for it. */
    void send(Flight flight) {
        byte[] key = flight.destination().getBytes(StandardCharsets.UTF_8);
        long arrival = TimeUnit.MICROSECONDS.toMillis(flight.arrivedAt());
        var unused = producer.send(
                new ProducerRecord<>(topic, null, arrival, key, encode(flight)), (metadata, exception) -> {
                    if (exception == null) {
                        arrivalMillis.put(flight.id(), metadata.timestamp());
                    } else {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    void sendAll(List<Flight> flights) {
        flights.forEach(this::send);
        flush();
    }

    /** Waits until the broker has acknowledged every event. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE, "Cannot send to topic " + topic + ": " + failed.getMessage(), failed);
        }
    }

    /** The arrival of each acknowledged event, in epoch milliseconds by flight id. */
    Map<Long, Long> arrivalMillis() {
        return Map.copyOf(arrivalMillis);
    }

    @Override
    public void close() {
        producer.close();
    }

    private byte[] encode(Flight flight) {
        GenericData.Record event = new GenericData.Record(schema);
        event.put("flight_id", flight.id());
        event.put("departed_at", flight.departedAt());
        event.put("arrived_at", flight.arrivedAt());
        event.put("origin", flight.origin());
        event.put("destination", flight.destination());
        event.put("distance_miles", flight.distanceMiles());
        event.put("delay_minutes", flight.delayMinutes());
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericData.Record>(schema).write(event, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
