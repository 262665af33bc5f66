package io.granary.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.erasure.Erasure;
import io.granary.ingestion.session.TopicReader;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The erasures of a project, in a topic that keeps the last word on each for ever: the header of a record says what
 * readers of events have to know, its value is the receipt, its key the receipt's id. Blocks on the broker.
 */
final class ErasureLog {

    private static final int MAX_BLOCK_MILLIS = 10_000;

    private final Map<String, String> kafka;

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    ErasureLog(Map<String, String> kafka) {
        this.kafka = kafka;
    }

    /**
     * Keeps a receipt; replaces what there is under its id.
     *
     * @return the broker's time, epoch milliseconds
     * @throws GranaryException (UNAVAILABLE) when Kafka does not take it
     */
    long append(ErasureReceipt receipt) {
        String topic = Erasure.topic(receipt.project());
        ProducerRecord<byte[], byte[]> kept =
                new ProducerRecord<>(topic, receipt.id().getBytes(UTF_8), ErasureReceiptJson.encode(receipt));
        kept.headers().add(Erasure.HEADER, receipt.erasure().text().getBytes(UTF_8));
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(kept).get().timestamp();
        } catch (ExecutionException | KafkaException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write to " + topic + ": interrupted", e);
        }
    }

    /** The last receipt of each erasure, in the order in which they began; none when nobody was ever erased. */
    List<ErasureReceipt> read(String project) {
        Map<String, ErasureReceipt> receipts = new HashMap<>();
        try (TopicReader reader = TopicReader.open(kafka, Erasure.topic(project))) {
            List<TopicPartition> partitions = reader.partitions();
            reader.read(reader.starts(partitions), reader.ends(partitions), each -> each.value() != null)
                    .forEach(each -> {
                        ErasureReceipt receipt = ErasureReceiptJson.decode(each.value());
                        receipts.put(receipt.id(), receipt);
                    });
        }
        return receipts.values().stream()
                .sorted(Comparator.comparing(ErasureReceipt::begun))
                .toList();
    }

    /** @throws GranaryException (INTERNAL) when a record does not say what was erased */
    static Erasure erasure(ConsumerRecord<byte[], byte[]> each) {
        Header header = each.headers().lastHeader(Erasure.HEADER);
        if (header == null) {
            throw new GranaryException(
                    ErrorCode.INTERNAL,
                    "Cannot read " + each.topic() + " at offset " + each.offset() + ": header " + Erasure.HEADER
                            + " is missing");
        }
        return Erasure.parse(new String(header.value(), UTF_8));
    }
}
