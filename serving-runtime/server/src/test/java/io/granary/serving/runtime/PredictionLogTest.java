package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.serving.plan.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class PredictionLogTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void dropsAndCountsWhatDoesNotFit() {
        // Nobody listens there, and the writer is not started: the queue stays full.
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", "127.0.0.1:1"), new ByteArraySerializer(), new ByteArraySerializer());
        try (PredictionLog log = new PredictionLog(producer, "predictions", () -> {}, 1, meters)) {
            log.offer(answered(2));
            log.offer(answered(3));

            assertThat(meters.get("granary.serving.predictions.dropped")
                            .tag("reason", "queue_full")
                            .counter()
                            .count())
                    .isEqualTo(3);
        }
    }

    private static Answered answered(int rows) {
        return new Answered(Revision.none(Trips.PROJECT), "router", Instant.EPOCH, 1, Batch.ofRequest(rows, Map.of()));
    }
}
