package io.granary.ingestion.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.ArchivedTopic;
import io.granary.archive.AvroRecords;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.ingestion.TopicCreation;
import io.granary.registry.client.SettableRollouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one stream source, what a test does to it, and what an archive has of it. */
final class Topic implements AutoCloseable {

    static final int PARTITIONS = 2;

    private final String name;
    private final Map<String, Object> kafka;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final SettableRollouts rollouts = new SettableRollouts("archived");
    private int sent;

    Topic(String name, String bootstrapServers) {
        this.name = name;
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
        this.admin = Admin.create(kafka);
        this.producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        rollouts.apply(List.of(source(name)));
    }

    static StreamSource source(String topic) {
        return new StreamSource(
                "source",
                topic,
                Format.JSON,
                List.of(new Column("at", ScalarType.TIMESTAMP)),
                null,
                "at",
                null,
                null,
                Duration.ZERO,
                Duration.ofMinutes(1),
                null,
                Metadata.NONE);
    }

    String name() {
        return name;
    }

    SettableRollouts rollouts() {
        return rollouts;
    }

    Topic create() {
        NewTopic topic =
                new NewTopic(name, PARTITIONS, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        TopicCreation.create(admin, topic);
        return this;
    }

    void delete() throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(name)).all().get();
    }

    /** Has Kafka forget the records of a partition before an offset. */
    void forgetBefore(int partition, long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** Sends records with values that tell them apart, to all partitions in turn. */
    void send(int count) {
        for (int i = 0; i < count; i++) {
            byte[] value = ("record " + sent).getBytes(UTF_8);
            ProducerRecord<byte[], byte[]> next =
                    new ProducerRecord<>(name, sent % PARTITIONS, value, sent % 5 == 0 ? null : value);
            next.headers().add("number", value).add("nothing", null);
            var unused = producer.send(next);
            sent++;
        }
        producer.flush();
    }

    /** Sends records in a transaction. */
    void sendTransaction(int count, boolean commit) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.get("bootstrap.servers"), "transactional.id", name + sent);
        try (Producer<byte[], byte[]> transactional =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int i = 0; i < count; i++) {
                byte[] value = ("in transaction " + i).getBytes(UTF_8);
                var unused = transactional.send(new ProducerRecord<>(name, i % PARTITIONS, value, value));
            }
            transactional.flush();
            if (commit) {
                transactional.commitTransaction();
            } else {
                transactional.abortTransaction();
            }
        }
    }

    int sent() {
        return sent;
    }

    List<ArchivedTopic> archived(Path archive) {
        return ArchiveReader.of(archive, name).topics();
    }

    static List<ArchivedRecord> read(ArchivedTopic topic) {
        List<ArchivedRecord> all = new ArrayList<>();
        for (ArchivePart part : topic.parts()) {
            try (AvroRecords records = AvroRecords.open(part)) {
                records.forEachRemaining(all::add);
            }
        }
        return all;
    }

    /** The number of each record, in the order of numbers. */
    static List<Integer> numbers(List<ArchivedRecord> records) {
        return records.stream()
                .map(each -> new String(each.key(), UTF_8))
                .filter(key -> key.startsWith("record "))
                .map(key -> Integer.valueOf(key.substring("record ".length())))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
