package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.GranaryException;
import io.granary.embedded.EmbeddedKafka;
import io.granary.ingestion.PushTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka goes while a request with a key waits for the transaction of another process. */
@Timeout(180)
final class ITPushOutage {

    private static final String PROJECT = "shop";
    private static final String TOPIC = "visits-of-shop";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void whoWaitsIsAnsweredAndTheNextRequestIsWritten() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
        String address = kafka.bootstrapServers();
        createTopics(address);
        PushConfig config = PushConfig.of(PROJECT, address);
        PushMetrics metrics = new PushMetrics(new SimpleMeterRegistry());
        try (LogSession other = LogSession.open(config, "other");
                RowLog log = RowLog.start(config, metrics)) {
            Append first = append("first");
            assertThat(other.claim(List.of(first), other.send(List.of(first)))).isTrue();
            CompletionStage<String> waiting = log.append(append("second"));
            await().atMost(PATIENCE).until(() -> claims(address) == 2);
            kafka.close();
            assertThat(waiting.toCompletableFuture())
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(GranaryException.class)
                    .withMessageContaining("Cannot accept rows");

            kafka = EmbeddedKafka.start(folder, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(CompletionException.class)
                    .until(() -> !log.append(append("third"))
                            .toCompletableFuture()
                            .join()
                            .isEmpty());
        } finally {
            kafka.close();
        }
    }

    private static Append append(String key) {
        return Append.of(
                List.of(new ProducerRecord<>(TOPIC, new byte[] {1})),
                1,
                Destination.ONLINE,
                RequestKey.of(key, "push", new byte[] {1}));
    }

    /** Records of keys, those of open transactions among them. */
    private static long claims(String address) throws Exception {
        TopicPartition keys = new TopicPartition(PushTopics.keys(PROJECT), 0);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address))) {
            return admin.listOffsets(Map.of(keys, OffsetSpec.latest()))
                    .partitionResult(keys)
                    .get()
                    .offset();
        }
    }

    private static void createTopics(String address) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", address))) {
            admin.createTopics(Stream.of(TOPIC, PushTopics.keys(PROJECT))
                            .map(name -> new NewTopic(name, 1, (short) 1)
                                    .configs(Map.of("message.timestamp.type", "LogAppendTime")))
                            .toList())
                    .all()
                    .get();
        }
    }
}
