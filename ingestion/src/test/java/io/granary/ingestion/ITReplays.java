package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.junit.KafkaExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs that end with what is no record: an application that was restarted behind its last record has caught up. */
@Timeout(120)
final class ITReplays {

    private static final int ABORTED = 300;
    private static final byte[] NOTHING = {};

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private final String project = "p" + UUID.randomUUID().toString().substring(0, 8);
    private final WindowPlan plan = WindowPlan.of(Trips.revision(project)).get(0);
    private final String source = plan.source().topic();
    private final String events = plan.reads().get(1);
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private Admin admin;
    private Offsets offsets;
    private RecordTails tails;

    @BeforeEach
    void createTopics() {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(settings);
        offsets = new Offsets(admin);
        tails = RecordTails.ofAborted(settings);
        for (String topic : List.of(source, events)) {
            TopicCreation.create(admin, new NewTopic(topic, Optional.of(1), Optional.empty()));
        }
    }

    @AfterEach
    void close() {
        tails.close();
        admin.close();
    }

    @Test
    void endWithTheMarkerOfATransaction() {
        send(source, 3, true);
        Replays replays = begun();
        send(events, 2, true);
        commit(source, 3);
        assertThat(replays.isCaughtUp(plan)).as("events to compute").isFalse();
        commit(events, 1);
        assertThat(replays.isCaughtUp(plan)).as("one more event").isFalse();
        commit(events, 2);

        assertThat(replays.isCaughtUp(plan)).isTrue();
    }

    @Test
    void endWithRecordsThatWereAborted() {
        send(source, 3, true);
        send(source, ABORTED, false);
        Replays replays = begun();
        send(events, 2, true);
        send(events, ABORTED, false);
        commit(source, 2);
        commit(events, 2);
        assertThat(replays.isCaughtUp(plan)).as("one more record").isFalse();
        commit(source, 3);

        assertThat(replays.isCaughtUp(plan)).isTrue();
    }

    @Test
    void haveNoRecordAtAll() {
        send(source, ABORTED, false);
        Replays replays = begun();
        send(events, ABORTED, false);
        commit(source, 0);

        assertThat(replays.isCaughtUp(plan)).isTrue();
    }

    @Test
    void endWithATransactionThatIsStillOpen() {
        send(source, 3, true);
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(source, NOTHING, NOTHING));
            producer.flush();
            Replays replays = begun();
            commit(source, 3);
            assertThat(replays.isCaughtUp(plan)).as("nobody knows yet").isFalse();

            producer.abortTransaction();
            await().until(() -> replays.isCaughtUp(plan));
        }
    }

    private Replays begun() {
        Replays replays = new Replays(offsets, tails);
        replays.begin(plan);
        return replays;
    }

    /** As an application does that has read so many of a topic's records, but not what is behind the last. */
    private void commit(String topic, long offset) {
        committed.put(new TopicPartition(topic, 0), offset);
        offsets.save(plan.applicationId(), committed);
    }

    private void send(String topic, int records, boolean commit) {
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            for (int i = 0; i < records; i++) {
                var unused = producer.send(new ProducerRecord<>(topic, NOTHING, NOTHING));
            }
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
        await().until(() -> isEnded(topic));
    }

    /** Whether the markers of all transactions are there, so that readers can pass them. */
    private boolean isEnded(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        long readable = admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
        return offsets.ends(topic).equals(Map.of(partition, readable));
    }

    private static Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                UUID.randomUUID().toString());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}
