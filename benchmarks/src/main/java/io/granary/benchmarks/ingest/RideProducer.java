package io.granary.benchmarks.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Fills the topic of rides: events evenly spread over a stretch of time that ends now, each arriving within two seconds. */
final class RideProducer implements AutoCloseable {

    private static final String[] CITIES = {"Amsterdam", "Berlin", "Jakarta", "Lima", "Nairobi", "Seattle"};
    private static final int MOST_DELAY_MILLIS = 2_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final SplittableRandom random = new SplittableRandom(11);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    RideProducer(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "batch.size", 256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the broker has all of them. */
    void send(IngestCase load, long events, long endMillis, Duration span) {
        RideKeys keys = RideKeys.of(load);
        double step = TimeUnit.MILLISECONDS.toMicros(span.toMillis()) / (double) events;
        long start = TimeUnit.MILLISECONDS.toMicros(endMillis - span.toMillis());
        for (long i = 0; i < events; i++) {
            send(i, keys.next(i), start + (long) (i * step));
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("Cannot send events: " + failure.get());
        }
    }

    private void send(long ride, int rider, long micros) {
        long arrival = TimeUnit.MICROSECONDS.toMillis(micros) + random.nextInt(MOST_DELAY_MILLIS);
        byte[] key = String.valueOf(rider).getBytes(StandardCharsets.US_ASCII);
        ProducerRecord<byte[], byte[]> event =
                new ProducerRecord<>(Rides.TOPIC, null, arrival, key, encode(ride, rider, micros));
        var unused = producer.send(event, (metadata, exception) -> failure.compareAndSet(null, exception));
    }

    private byte[] encode(long ride, int rider, long micros) {
        try {
            bytes.reset();
            encoder.writeLong(ride);
            encoder.writeLong(rider);
            encoder.writeLong(micros);
            encoder.writeDouble(random.nextInt(300, 9_000) / 100.0);
            encoder.writeDouble(random.nextInt(10, 3_000) / 100.0);
            encoder.writeInt(random.nextInt(1, 7));
            encoder.writeString(CITIES[random.nextInt(CITIES.length)]);
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
