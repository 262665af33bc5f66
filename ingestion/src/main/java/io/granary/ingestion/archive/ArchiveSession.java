package io.granary.ingestion.archive;

import io.granary.core.GranaryException;
import io.granary.ingestion.session.CloseSignal;
import io.granary.ingestion.session.TopicIds;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive with one consumer: poll, append; each second ask whether the topics are still the same, confirm what was
 * read, and put files in their place that are due, then commit. Used by one thread.
 */
final class ArchiveSession implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(ArchiveSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CHECK = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicIds topicIds;
    private final Supplier<Set<String>> topics;
    private final PartitionArchives archives;
    private final ArchiveState state;
    private final CloseSignal closing;
    private Set<String> subscribed = Set.of();
    private Map<String, String> ids = Map.of();
    private long lastCheckNanos = System.nanoTime() - CHECK.toNanos();

    ArchiveSession(
            Consumer<byte[], byte[]> consumer,
            TopicIds topicIds,
            Supplier<Set<String>> topics,
            PartitionArchives archives,
            ArchiveState state,
            CloseSignal closing) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.topics = topics;
        this.archives = archives;
        this.state = state;
        this.closing = closing;
    }

    /** Archives until it is told to close; what was read by then is in files, unless the folder does not take it. */
    void run() throws InterruptedException {
        while (!closing.isGiven()) {
            if (System.nanoTime() - lastCheckNanos >= CHECK.toNanos()) {
                lastCheckNanos = System.nanoTime();
                check();
            }
            poll();
        }
        handOver(archives.open());
    }

    private void poll() throws InterruptedException {
        if (subscribed.isEmpty()) {
            closing.await(POLL);
            return;
        }
        try {
            archives.append(consumer.poll(POLL));
        } catch (InvalidOffsetException e) {
            log.warn("Kafka does not have what the archive is to read next: {}", e.getMessage());
            e.partitions().forEach(archives::restart);
        }
    }

    private void check() {
        try {
            ids = topicIds.of(topics.get());
        } catch (GranaryException e) {
            state.troubled(String.valueOf(e.getMessage()));
            return;
        }
        follow();
        archives.confirm(archives.open(), ids);
        archives.begin(ids);
        archives.publishDue();
        archives.report();
    }

    private void follow() {
        if (!ids.keySet().equals(subscribed)) {
            subscribed = Set.copyOf(ids.keySet());
            if (subscribed.isEmpty()) {
                consumer.unsubscribe();
            } else {
                consumer.subscribe(subscribed, this);
            }
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(archives::add);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        handOver(partitions);
    }

    /** What others write now may be what was read here, so it is left to them. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        archives.forget(partitions);
    }

    private void handOver(Collection<TopicPartition> partitions) {
        try {
            ids = topicIds.of(topics.get());
            archives.confirm(partitions, ids);
        } catch (GranaryException e) {
            log.debug("What was read last is not confirmed, and is read again", e);
        }
        archives.publish(partitions);
        archives.forget(partitions);
    }
}
