package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Revision;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.embedded.junit.RedisExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How far ingestion says it is behind a source that transactions write. */
@Tag("redis")
@Timeout(300)
final class ITIngestionLag {

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Revision revision =
            Rides.revision("p" + UUID.randomUUID().toString().substring(0, 8));
    private final TopicPartition source = new TopicPartition(Rides.topic(revision.project()), 0);
    private final Transactions transactions = new Transactions(kafka.bootstrapServers());

    @TempDir
    private Path folder;

    @Test
    void aRestartBehindTheLastRecordIsCaughtUp() {
        try (Bench bench = bench().start().awaitRunning()) {
            transactions.commit(source, rides(3));
            bench.awaitCaughtUp();
            bench.stop();
            transactions.abort(source, rides(300));
            bench.start();
            bench.awaitCaughtUp();

            assertThat(bench.ingestion().lag()).isEqualTo(new IngestionLag(1, true, 0, 0));
            assertThat(bench.featureLog()).hasSize(6);
        }
    }

    @Test
    void anOpenTransactionCountsUntilItEnds() {
        try (Bench bench = bench().start().awaitRunning()) {
            try (Producer<byte[], byte[]> producer = transactions.begin(source, rides(2))) {
                awaitEvents(bench, 2);
                producer.abortTransaction();
                awaitEvents(bench, 0);
            }
            transactions.commit(source, rides(4));
            bench.awaitCaughtUp();
            assertThat(bench.featureLog()).hasSize(8);
        }
    }

    private static void awaitEvents(Bench bench, long events) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> bench.ingestion().lag().events() == events);
    }

    private List<byte[]> rides(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Rides.json("driver " + i, now, i, 1).getBytes(UTF_8))
                .toList();
    }

    private Bench bench() {
        return new Bench(revision, kafka.bootstrapServers(), redis.uri(), folder.resolve("streams"));
    }
}
