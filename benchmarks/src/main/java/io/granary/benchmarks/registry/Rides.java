package io.granary.benchmarks.registry;

import io.granary.ingestion.TopicCreation;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The stream of {@link Fares}: an event of each rider at once, then a few hundred a second until it is closed. */
final class Rides implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final KafkaProducer<String, String> producer;
    private final Thread thread = new Thread(this::sendOn, "rides");
    private volatile boolean ends;

    private Rides(KafkaProducer<String, String> producer) {
        this.producer = producer;
    }

    static Rides start(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic topic = new NewTopic(Fares.TOPIC, Optional.of(PARTITIONS), Optional.empty())
                    .configs(Map.of("message.timestamp.type", "LogAppendTime"));
            TopicCreation.create(admin, topic);
        }
        Rides rides = new Rides(new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer()));
        for (int rider = 0; rider < Fares.RIDERS; rider++) {
            rides.send(rider);
        }
        rides.thread.start();
        return rides;
    }

    @Override
    public void close() {
        ends = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void sendOn() {
        for (int rider = 0; !ends; rider = (rider + 1) % Fares.RIDERS) {
            send(rider);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void send(int rider) {
        long micros = TimeUnit.MILLISECONDS.toMicros(Clock.systemUTC().millis());
        try {
            producer.send(new ProducerRecord<>(Fares.TOPIC, "" + rider, Fares.event(rider, micros)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot send an event: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ends = true;
        }
    }
}
