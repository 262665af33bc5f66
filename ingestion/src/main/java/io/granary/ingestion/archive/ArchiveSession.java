package io.granary.ingestion.archive;

import io.granary.archive.TopicFolder;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive with one consumer: poll, append; each second ask whether the topics are still the same, confirm what was
 * read, and put files in their place that are due, then commit. What the folder has says where to go on, so a file in its
 * place is never written again, and one that is not is read again. Used by one thread.
 */
final class ArchiveSession implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(ArchiveSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CHECK = Duration.ofSeconds(1);

    /** No file is written to for so long, unless whoever wrote it is dead. */
    private static final Duration DEAD = Duration.ofHours(1);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicIds topicIds;
    private final Supplier<Set<String>> topics;
    private final ArchiveConfig config;
    private final ArchiveMetrics metrics;
    private final ArchiveState state;
    private final Backoff backoff = new Backoff();
    private final Map<TopicPartition, PartitionArchive> active = new HashMap<>();
    private final Set<TopicPartition> waiting = new HashSet<>();

    /** Those that failed last and have not worked since. */
    private final Set<TopicPartition> unproven = new HashSet<>();

    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private Set<String> subscribed = Set.of();
    private Map<String, String> ids = Map.of();
    private long lastCheckNanos = System.nanoTime() - CHECK.toNanos();

    ArchiveSession(
            Consumer<byte[], byte[]> consumer,
            TopicIds topicIds,
            Supplier<Set<String>> topics,
            ArchiveConfig config,
            ArchiveMetrics metrics,
            ArchiveState state) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.topics = topics;
        this.config = config;
        this.metrics = metrics;
        this.state = state;
    }

    /** Archives until it is told to close; what was read by then is in files, unless the folder does not take it. */
    void run() throws InterruptedException {
        while (!state.isClosing()) {
            if (System.nanoTime() - lastCheckNanos >= CHECK.toNanos()) {
                lastCheckNanos = System.nanoTime();
                check();
            }
            poll();
        }
        handOver(List.copyOf(active.keySet()));
    }

    private void poll() throws InterruptedException {
        if (subscribed.isEmpty()) {
            Thread.sleep(POLL.toMillis());
            return;
        }
        try {
            append(consumer.poll(POLL));
        } catch (InvalidOffsetException e) {
            log.warn("Kafka does not have what the archive is to read next: {}", e.getMessage());
            e.partitions().forEach(this::restart);
        }
    }

    private void append(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            PartitionArchive archive = active.get(partition);
            if (archive != null) {
                attempt(partition, () -> {
                    for (ConsumerRecord<byte[], byte[]> each : polled.records(partition)) {
                        archive.append(each);
                    }
                });
            }
        }
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
            PartitionArchive archive = active.remove(partition);
            if (archive != null) {
                archive.abandon();
            }
            await(partition);
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
        confirm(active.keySet());
        begin();
        publish(active.entrySet().stream()
                .filter(each -> each.getValue().isDue())
                .map(Map.Entry::getKey)
                .toList());
        report();
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

    /** The ids were asked for after everything was read: when a topic has the id that it began with, all was of it. */
    private void confirm(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : List.copyOf(partitions)) {
            PartitionArchive archive = active.get(partition);
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

    /** Ends the file of a partition, which begins anew where its folder says. */
    private void restart(TopicPartition partition) {
        publish(List.of(partition));
        PartitionArchive archive = active.remove(partition);
        if (archive != null) {
            archive.abandon();
        }
        await(partition);
    }

    private void await(TopicPartition partition) {
        waiting.add(partition);
        if (consumer.assignment().contains(partition)) {
            consumer.pause(List.of(partition));
        }
    }

    private void begin() {
        if (waiting.isEmpty() || !backoff.isOver()) {
            return;
        }
        Set<TopicPartition> ready = new HashSet<>(waiting);
        ready.retainAll(consumer.assignment());
        ready.removeIf(partition -> !ids.containsKey(partition.topic()));
        try {
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(ready);
            Map<TopicPartition, Long> ends = consumer.endOffsets(ready);
            ready.forEach(partition -> attempt(
                    partition,
                    () -> begin(partition, starts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L))));
        } catch (KafkaException e) {
            state.troubled("Cannot find where to begin: " + e.getMessage());
        }
    }

    private void begin(TopicPartition partition, long start, long end) throws IOException {
        TopicFolder folder =
                new TopicFolder(config.folder(), partition.topic(), String.valueOf(ids.get(partition.topic())));
        folder.sweep(partition.partition(), Instant.now().minus(DEAD));
        long known = folder.firstMissing(partition.partition(), 0);
        long next = folder.firstMissing(partition.partition(), start);
        if (next > end) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot go on with " + folder.path() + ": it ends at offset " + next + ", and Kafka at " + end
                            + ", so Kafka has lost records; move the folder away");
        }
        if (known < start) {
            log.warn("Kafka deleted offsets {} to {} of {} before they were archived", known, start - 1, partition);
            metrics.missed(partition.topic(), start - known);
        }
        consumer.seek(partition, next);
        active.put(partition, new PartitionArchive(folder, partition.partition(), next, config, metrics));
        waiting.remove(partition);
        consumer.resume(List.of(partition));
    }

    private void publish(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionArchive archive = active.get(partition);
            if (archive != null) {
                attempt(partition, archive::publish);
            }
        }
        commit();
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        active.forEach((partition, archive) -> {
            if (committed.getOrDefault(partition, -1L) != archive.end()) {
                moved.put(partition, new OffsetAndMetadata(archive.end()));
            }
        });
        if (moved.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(moved);
            moved.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        } catch (KafkaException e) {
            log.debug("Offsets were not committed; the folder says where to go on", e);
        }
    }

    private void report() {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            PartitionArchive archive = active.get(partition);
            lag += consumer.currentLag(partition).orElse(0) + (archive == null ? 0 : archive.pending());
        }
        metrics.lag(lag);
        if (waiting.isEmpty() && unproven.isEmpty()) {
            backoff.succeeded();
            state.running();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, 0);
            await(partition);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        handOver(partitions);
    }

    /** What others write now may be what was read here, so it is left to them. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    private void handOver(Collection<TopicPartition> partitions) {
        try {
            ids = topicIds.of(topics.get());
            confirm(partitions);
        } catch (GranaryException e) {
            log.debug("What was read last is not confirmed, and is read again", e);
        }
        publish(partitions);
        forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionArchive archive = active.remove(partition);
            if (archive != null) {
                archive.abandon();
            }
            waiting.remove(partition);
            unproven.remove(partition);
            committed.remove(partition);
        }
    }

    /** What may fail for the folder's sake. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
