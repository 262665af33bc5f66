package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.junit.KafkaExtension;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
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

    private final String project = OwnProject.name();
    private final WindowPlan plan = WindowPlan.of(Trips.revision(project)).get(0);
    private final String source = plan.source().topic();
    private final String events = plan.reads().get(1);
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Transactions transactions = new Transactions(kafka.bootstrapServers());
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
        commit(source, 3);
        Replays replays = begun();
        commit(events, 2);
        save(source, 3);
        assertThat(replays.isCaughtUp(plan)).as("events to compute").isFalse();
        save(events, 1);
        assertThat(replays.isCaughtUp(plan)).as("one more event").isFalse();
        save(events, 2);

        assertThat(replays.isCaughtUp(plan)).isTrue();
    }

    @Test
    void endWithRecordsThatWereAborted() {
        commit(source, 3);
        abort(source, ABORTED);
        Replays replays = begun();
        commit(events, 2);
        abort(events, ABORTED);
        save(source, 2);
        save(events, 2);
        assertThat(replays.isCaughtUp(plan)).as("one more record").isFalse();
        save(source, 3);

        assertThat(replays.isCaughtUp(plan)).isTrue();
    }

    @Test
    void haveNoRecordAtAll() {
        abort(source, ABORTED);
        Replays replays = begun();
        abort(events, ABORTED);
        save(source, 0);

        assertThat(replays.isCaughtUp(plan)).isTrue();
    }

    @Test
    void endWithATransactionThatIsStillOpen() {
        commit(source, 3);
        try (Producer<byte[], byte[]> producer = transactions.begin(new TopicPartition(source, 0), List.of(NOTHING))) {
            Replays replays = begun();
            save(source, 3);
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
    private void save(String topic, long offset) {
        committed.put(new TopicPartition(topic, 0), offset);
        offsets.save(plan.applicationId(), committed);
    }

    private void commit(String topic, int records) {
        transactions.commit(new TopicPartition(topic, 0), Collections.nCopies(records, NOTHING));
    }

    private void abort(String topic, int records) {
        transactions.abort(new TopicPartition(topic, 0), Collections.nCopies(records, NOTHING));
    }
}
