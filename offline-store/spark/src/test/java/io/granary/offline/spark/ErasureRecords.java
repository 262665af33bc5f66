package io.granary.offline.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.erasure.Erasure;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Erasures as ingestion keeps them, for tests. */
final class ErasureRecords {

    private ErasureRecords() {}

    /** Makes the topic and writes the first one. */
    static void append(String bootstrapServers, String project, Erasure erasure) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(Erasure.topic(project), new byte[0]);
        kept.headers().add(Erasure.HEADER, erasure.text().getBytes(UTF_8));
        try (Admin admin = Admin.create(kafka);
                var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(Erasure.topic(project), 1, (short) 1)))
                    .all()
                    .get();
            producer.send(kept).get();
        }
    }
}
