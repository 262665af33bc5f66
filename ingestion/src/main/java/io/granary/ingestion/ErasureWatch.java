package io.granary.ingestion;

import io.granary.core.erasure.ErasedEntities;
import io.granary.core.erasure.Erasure;
import io.granary.ingestion.session.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Knows which entities of a project were erased. {@link #refresh} is called by one thread, before anything reads events
 * and again and again afterwards, and {@link #close} by the same; others ask at any time.
 */
final class ErasureWatch implements Supplier<ErasedEntities>, AutoCloseable {

    private final Map<String, ?> kafka;
    private final String topic;
    private final List<Erasure> known = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile ErasedEntities erased = ErasedEntities.NONE;
    private @Nullable TopicReader reader;

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    ErasureWatch(Map<String, ?> kafka, String project) {
        this.kafka = kafka;
        this.topic = Erasure.topic(project);
    }

    /** Those that were erased up to now, once. */
    static ErasedEntities read(Map<String, ?> kafka, String project) {
        try (ErasureWatch watch = new ErasureWatch(kafka, project)) {
            watch.refresh();
            return watch.get();
        }
    }

    /**
     * Reads what is new.
     *
     * @throws io.granary.core.GranaryException (UNAVAILABLE) when Kafka does not answer
     */
    void refresh() {
        try {
            readOn();
        } catch (RuntimeException e) {
            // Whatever it is: the next one begins with another consumer.
            close();
            throw e;
        }
    }

    private void readOn() {
        TopicReader open = open();
        List<TopicPartition> partitions = open.partitions();
        Map<TopicPartition, Long> ends = open.ends(partitions);
        Map<TopicPartition, Long> from = open.starts(partitions);
        from.replaceAll((partition, start) -> Math.max(start, next.getOrDefault(partition, 0L)));
        int before = known.size();
        open.read(from, ends, each -> true).forEach(each -> known.add(ErasureLog.erasure(each)));
        next.putAll(ends);
        if (known.size() > before) {
            erased = ErasedEntities.of(known);
        }
    }

    private TopicReader open() {
        TopicReader open = reader;
        if (open == null) {
            open = TopicReader.open(kafka, topic);
            reader = open;
        }
        return open;
    }

    @Override
    public ErasedEntities get() {
        return erased;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
