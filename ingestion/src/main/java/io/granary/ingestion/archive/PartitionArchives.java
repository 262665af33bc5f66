package io.granary.ingestion.archive;

import io.granary.archive.TopicFolder;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that a session archives. One waits, with nothing polled of it, until it is known where its folder goes
 * on; then its archive is open, until the partition goes to another session, its topic is deleted, or the disk fails,
 * after which it waits again. Used by one thread.
 */
final class PartitionArchives {

    private static final Logger log = LoggerFactory.getLogger(PartitionArchives.class);

    private final Consumer<byte[], byte[]> consumer;
    private final ArchiveConfig config;
    private final ArchiveMetrics metrics;
    private final ArchiveState state;
    private final ArchiveCommits commits;
    private final Backoff backoff = new Backoff();
    private final Map<TopicPartition, PartitionArchive> open = new HashMap<>();
    private final Set<TopicPartition> waiting = new HashSet<>();

    /** Those that failed last and have not worked since. */
    private final Set<TopicPartition> unproven = new HashSet<>();

    PartitionArchives(
            Consumer<byte[], byte[]> consumer, ArchiveConfig config, ArchiveMetrics metrics, ArchiveState state) {
        this.commits = new ArchiveCommits(consumer);
        this.consumer = consumer;
        this.config = config;
        this.metrics = metrics;
        this.state = state;
    }

    /** Those that are archived now. */
    List<TopicPartition> open() {
        return List.copyOf(open.keySet());
    }

    /** Takes a partition that was just assigned. */
    void add(TopicPartition partition) {
        consumer.seek(partition, 0);
        await(partition);
    }

    private void await(TopicPartition partition) {
        waiting.add(partition);
        if (consumer.assignment().contains(partition)) {
            consumer.pause(List.of(partition));
        }
    }

    /**
     * Opens what waits.
     *
     * @param ids of those topics that exist
     */
    void begin(Map<String, String> ids) {
        if (waiting.isEmpty() || !backoff.isOver()) {
            return;
        }
        Set<TopicPartition> ready = new HashSet<>(waiting);
        ready.retainAll(consumer.assignment());
        ready.removeIf(partition -> !ids.containsKey(partition.topic()));
        try {
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(ready);
            Map<TopicPartition, Long> ends = consumer.endOffsets(ready);
            for (TopicPartition partition : ready) {
                String id = String.valueOf(ids.get(partition.topic()));
                TopicFolder folder = new TopicFolder(config.folder(), partition.topic(), id);
                LogRange kept = new LogRange(starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
                attempt(partition, () -> begin(partition, folder, kept));
            }
        } catch (KafkaException e) {
            state.troubled("Cannot find where to begin: " + e.getMessage());
        }
    }

    private void begin(TopicPartition partition, TopicFolder folder, LogRange kept) throws IOException {
        PartitionArchive archive = PartitionArchive.open(folder, partition.partition(), kept, config, metrics);
        consumer.seek(partition, archive.end());
        open.put(partition, archive);
        waiting.remove(partition);
        consumer.resume(List.of(partition));
    }

    void append(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            PartitionArchive archive = open.get(partition);
            if (archive != null) {
                attempt(partition, () -> {
                    for (ConsumerRecord<byte[], byte[]> each : polled.records(partition)) {
                        archive.append(each);
                    }
                });
            }
        }
    }

    /**
     * Confirms what was read of these.
     *
     * @param ids asked for after everything was read: when a topic has the id that it began with, all was of it
     */
    void confirm(Collection<TopicPartition> partitions, Map<String, String> ids) {
        for (TopicPartition partition : partitions) {
            PartitionArchive archive = open.get(partition);
            if (archive == null) {
                continue;
            }
            if (archive.topicId().equals(ids.get(partition.topic()))) {
                attempt(partition, () -> confirm(partition, archive));
            } else {
                log.warn("Topic {} was deleted: what comes under its name is archived apart", partition.topic());
                restart(partition);
            }
        }
    }

    private void confirm(TopicPartition partition, PartitionArchive archive) throws IOException {
        archive.confirm(consumer.position(partition));
        if (archive.pending() > 0 || consumer.currentLag(partition).orElse(1) == 0) {
            unproven.remove(partition);
        }
    }

    void publishDue() {
        publish(open.entrySet().stream()
                .filter(each -> each.getValue().isDue())
                .map(Map.Entry::getKey)
                .toList());
    }

    /** Puts what was confirmed of these in its place, and commits. */
    void publish(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionArchive archive = open.get(partition);
            if (archive != null) {
                attempt(partition, archive::publish);
            }
        }
        commits.commit(open);
    }

    /** Ends the file of a partition, which begins anew where its folder says. */
    void restart(TopicPartition partition) {
        publish(List.of(partition));
        abandon(partition);
        await(partition);
    }

    /** One step in the life of a partition's files; when it fails the file is left, and all in it read again. */
    private void attempt(TopicPartition partition, Step step) {
        try {
            step.run();
        } catch (IOException | GranaryException e) {
            metrics.failed();
            unproven.add(partition);
            if (backoff.failed()) {
                log.warn("Cannot archive {}: {}", partition, e.toString());
            }
            state.troubled("Cannot archive " + partition + ": " + e);
            abandon(partition);
            await(partition);
        }
    }

    /** Says how far the archive is behind, and whether all of it works. */
    void report() {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            PartitionArchive archive = open.get(partition);
            lag += consumer.currentLag(partition).orElse(0) + (archive == null ? 0 : archive.pending());
        }
        metrics.lag(lag);
        if (waiting.isEmpty() && unproven.isEmpty()) {
            backoff.succeeded();
            state.running();
        }
    }

    /** Leaves partitions that go to another session. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(this::abandon);
        waiting.removeAll(partitions);
        unproven.removeAll(partitions);
        commits.forget(partitions);
    }

    private void abandon(TopicPartition partition) {
        PartitionArchive archive = open.remove(partition);
        if (archive != null) {
            archive.abandon();
        }
    }

    /** What may fail for the folder's sake. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
