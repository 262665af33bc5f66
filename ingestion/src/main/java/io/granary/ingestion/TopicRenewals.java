package io.granary.ingestion;

import io.granary.ingestion.session.TopicIds;
import io.granary.online.store.OnlineStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees when a topic of the feature log is deleted and made anew under its name: then another epoch begins, and it is read
 * from its start. Offsets alone do not tell: the consumer goes on where it was, at the new end or from the start, as the new
 * topic is long by then. Used by the projector's thread.
 */
final class TopicRenewals {

    private static final Logger log = LoggerFactory.getLogger(TopicRenewals.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final CompletableFuture<Map<String, String>> NOTHING_ASKED =
            CompletableFuture.completedFuture(Map.of());

    private final Consumer<byte[], byte[]> consumer;
    private final TopicIds topicIds;
    private final OnlineStore store;
    private final LogPositions positions;
    private final StoreCheck check;
    private CompletableFuture<Map<String, String>> asked = NOTHING_ASKED;
    private long lastNanos = System.nanoTime() - INTERVAL.toNanos();

    TopicRenewals(
            Consumer<byte[], byte[]> consumer,
            TopicIds topicIds,
            OnlineStore store,
            LogPositions positions,
            StoreCheck check) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.store = store;
        this.positions = positions;
        this.check = check;
    }

    /** Blocks on the broker: of a partition that nobody had yet, the topic must be known before it is read. */
    void assigned(Collection<TopicPartition> partitions) {
        begin(partitions, topicIds.of(topics(partitions)));
        lastNanos = System.nanoTime() - INTERVAL.toNanos();
    }

    private void begin(Collection<TopicPartition> partitions, Map<String, String> ids) {
        for (TopicPartition partition : partitions) {
            String id = ids.get(partition.topic());
            if (id != null) {
                positions.begin(partition, id);
            }
        }
    }

    /**
     * Asks the broker now and then, without waiting; nothing is in flight.
     *
     * @return whether the consumer has gone back
     */
    boolean hasGoneBack() throws InterruptedException {
        if (asked != NOTHING_ASKED && asked.isDone()) {
            Map<String, String> ids = asked.exceptionally(failure -> Map.of()).join();
            asked = NOTHING_ASKED;
            begin(consumer.assignment(), ids);
            return restart(outlived(ids), ids);
        }
        if (asked == NOTHING_ASKED && System.nanoTime() - lastNanos >= INTERVAL.toNanos()) {
            lastNanos = System.nanoTime();
            asked = topicIds.ask(topics(consumer.assignment())).toCompletableFuture();
        }
        return false;
    }

    private Set<TopicPartition> outlived(Map<String, String> ids) {
        return consumer.assignment().stream()
                .filter(partition -> ids.containsKey(partition.topic()))
                .filter(partition -> positions.isOutlived(partition, ids.getOrDefault(partition.topic(), "")))
                .collect(Collectors.toSet());
    }

    /** Once the store has taken its note back; before that, the epoch stays, and this is found again. */
    private boolean restart(Set<TopicPartition> partitions, Map<String, String> ids) throws InterruptedException {
        if (partitions.isEmpty() || !isForgotten(partitions)) {
            return false;
        }
        for (TopicPartition partition : partitions) {
            log.warn("{} was made anew, reading it from its start", partition);
            positions.renew(partition, ids.getOrDefault(partition.topic(), ""));
            check.restart(partition);
        }
        return true;
    }

    private boolean isForgotten(Set<TopicPartition> partitions) throws InterruptedException {
        try {
            LogMarks.forget(store, partitions).toCompletableFuture().get();
            return true;
        } catch (ExecutionException e) {
            log.debug("The online store does not take back how far it has {}", partitions, e);
            return false;
        }
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }
}
