package io.granary.ingestion;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Transactions of a test, each of a producer of its own. */
final class Transactions {

    private final Map<String, Object> kafka;

    Transactions(String bootstrapServers) {
        kafka = Map.of("bootstrap.servers", bootstrapServers);
    }

    void commit(TopicPartition partition, List<byte[]> values) {
        try (Producer<byte[], byte[]> producer = begin(partition, values)) {
            producer.commitTransaction();
        }
        awaitEnd(partition);
    }

    void abort(TopicPartition partition, List<byte[]> values) {
        try (Producer<byte[], byte[]> producer = begin(partition, values)) {
            producer.abortTransaction();
        }
        awaitEnd(partition);
    }

    /** A transaction whose records the broker has, and which is still open. */
    Producer<byte[], byte[]> begin(TopicPartition partition, List<byte[]> values) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.get("bootstrap.servers"),
                "transactional.id",
                UUID.randomUUID().toString());
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (byte[] value : values) {
            var unused = producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), value, value));
        }
        producer.flush();
        return producer;
    }

    /** Until the markers of all transactions are there, so that readers can pass them. */
    private void awaitEnd(TopicPartition partition) {
        try (Admin admin = Admin.create(kafka)) {
            await().until(() -> end(admin, partition, IsolationLevel.READ_COMMITTED)
                    == end(admin, partition, IsolationLevel.READ_UNCOMMITTED));
        }
    }

    private static long end(Admin admin, TopicPartition partition, IsolationLevel isolation) throws Exception {
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                .all()
                .get(60, SECONDS);
        return ends.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
    }
}
