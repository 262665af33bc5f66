package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.embedded.junit.KafkaExtension;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a reader has left of a log that transactions wrote: three records, from offset 0 on, and the marker at 3. */
@Timeout(60)
final class ITRecordTails {

    private static final int ABORTED = 300;

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    private final String topic = "log-" + UUID.randomUUID();
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final TopicPartition second = new TopicPartition(topic, 1);
    private final Transactions transactions = new Transactions(kafka.bootstrapServers());
    private Admin admin;
    private Offsets offsets;
    private RecordTails tails;

    @BeforeEach
    void createTopic() {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        admin = Admin.create(settings);
        offsets = new Offsets(admin);
        tails = RecordTails.ofAborted(settings);
        TopicCreation.create(admin, new NewTopic(topic, Optional.of(2), Optional.empty()));
        transactions.commit(first, records(3));
    }

    @AfterEach
    void close() {
        tails.close();
        admin.close();
    }

    @Test
    void aMarkerBehindTheLastRecordIsNotLeft() {
        assertThat(unread(3)).isZero();
        assertThat(unread(2)).as("the last record, and the marker").isEqualTo(2);
        assertThat(unread(4)).isZero();
    }

    @Test
    void whatWasAbortedIsNotLeft() {
        transactions.abort(first, records(ABORTED));
        assertThat(unread(3)).isZero();

        transactions.commit(first, records(2));
        assertThat(unread(3)).as("two records, and their marker").isEqualTo(3);
    }

    @Test
    void eachPartitionIsLookedAtByItself() {
        transactions.abort(first, records(ABORTED));
        transactions.abort(second, records(ABORTED));
        transactions.commit(second, records(5));
        assertThat(unread(3)).isEqualTo(6);
    }

    @Test
    void nobodyKnowsWhatAnOpenTransactionWillHaveBeen() {
        try (Producer<byte[], byte[]> producer = transactions.begin(first, records(2))) {
            assertThat(unread(3)).isEqualTo(2);
            assertThat(tails.areRead(Map.of(first, 3L), Map.of(first, 4L)))
                    .as("before it")
                    .isTrue();

            producer.abortTransaction();
            await().until(() -> unread(3) == 0);
        }
    }

    @Test
    void whatWasLookedAtIsNotReadAgain() {
        transactions.abort(first, records(ABORTED));
        UnreadOffsets rest = new UnreadOffsets(Map.of(first, 3L), offsets.ends(topic));
        assertThat(tails.unread(rest).offsets()).isZero();

        Losses.ofTopic(kafka.bootstrapServers(), topic);
        assertThat(tails.unread(rest).offsets())
                .as("there is nothing any more that could be read")
                .isZero();
        transactions.commit(first, records(1));
        assertThat(unread(3)).as("a record, and its marker").isEqualTo(2);
    }

    /** Of a reader that has this position in the first partition, and none in the second. */
    private long unread(long position) {
        return tails.unread(new UnreadOffsets(Map.of(first, position), offsets.ends(topic)))
                .offsets();
    }

    private static List<byte[]> records(int count) {
        return Collections.nCopies(count, new byte[] {1});
    }
}
