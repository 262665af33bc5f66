package io.granary.serving.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes predictions to Kafka on a thread of its own. Never slows an answer: when its queue is full, the prediction is
 * dropped and counted. Safe for threads; whoever starts it closes it.
 */
public final class PredictionLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PredictionLog.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 100;

    private final BlockingQueue<Answered> queue;
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Runnable ensureTopic;
    private final PredictionRecords records = new PredictionRecords();
    private final Counter written;
    private final Counter queueFull;
    private final Counter notSent;
    private final Thread writer = new Thread(this::write, "granary-prediction-log");
    private volatile boolean closed;

    /** @param ensureTopic called before every write, on the log's thread */
    PredictionLog(
            Producer<byte[], byte[]> producer, String topic, Runnable ensureTopic, int capacity, MeterRegistry meters) {
        this.producer = producer;
        this.topic = topic;
        this.ensureTopic = ensureTopic;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.written = meters.counter("granary.serving.predictions.logged");
        this.queueFull = meters.counter("granary.serving.predictions.dropped", "reason", "queue_full");
        this.notSent = meters.counter("granary.serving.predictions.dropped", "reason", "kafka");
    }

    /** @param capacity answered requests that may wait to be written */
    public static PredictionLog start(String bootstrapServers, String project, int capacity, MeterRegistry meters) {
        PredictionTopic topic = new PredictionTopic(bootstrapServers, topic(project));
        PredictionLog started =
                new PredictionLog(producer(bootstrapServers), topic(project), topic::ensure, capacity, meters);
        started.start();
        return started;
    }

    /** The Kafka topic of a project's predictions. */
    public static String topic(String project) {
        return "granary." + project + ".predictions";
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes an answer, or drops it; returns at once. */
    void offer(Answered answered) {
        if (closed || !queue.offer(answered)) {
            queueFull.increment(answered.batch().rows());
        }
    }

    /** Writes what is waiting, for at most some seconds. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_TIMEOUT);
    }

    private void write() {
        while (!closed || !queue.isEmpty()) {
            Answered next = poll();
            if (next != null) {
                send(next);
            }
        }
    }

    private @Nullable Answered poll() {
        try {
            return queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed = true;
            return null;
        }
    }

    private void send(Answered answered) {
        try {
            ensureTopic.run();
            records.encode(answered, this::send);
        } catch (RuntimeException e) {
            notSent.increment(answered.batch().rows());
            log.warn("Cannot log predictions: {}", e.getMessage());
        }
    }

    private void send(String id, byte[] prediction) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), prediction);
        // What became of it comes to the callback.
        Future<RecordMetadata> unused =
                producer.send(record, (metadata, failure) -> (failure == null ? written : notSent).increment());
    }

    private static Producer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "granary-prediction-log",
                        // One at a time, so that no batch overtakes the first to a topic that was just made.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
