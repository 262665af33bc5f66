package io.granary.ingestion.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.ingestion.DeadLetter;
import io.granary.ingestion.session.TopicReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The notes of which dead letters were given back: a record a transaction, the ids with spaces between. */
final class ReplayedLetters {

    private ReplayedLetters() {}

    static ProducerRecord<byte[], byte[]> note(String project, Collection<Letter> letters) {
        String ids = letters.stream().map(Letter::name).collect(Collectors.joining(" "));
        return new ProducerRecord<>(DeadLetter.replayedTopicOf(project), 0, null, ids.getBytes(UTF_8));
    }

    /** Those that were given back in transactions that have ended. */
    static Set<String> read(String project, Map<String, ?> kafka) {
        Set<String> ids = new HashSet<>();
        try (TopicReader reader = TopicReader.open(kafka, DeadLetter.replayedTopicOf(project))) {
            List<TopicPartition> partitions = reader.partitions();
            reader.read(reader.starts(partitions), reader.ends(partitions), record -> {
                if (record.value() != null) {
                    ids.addAll(List.of(new String(record.value(), UTF_8).split(" ", -1)));
                }
                return false;
            });
        }
        return ids;
    }
}
