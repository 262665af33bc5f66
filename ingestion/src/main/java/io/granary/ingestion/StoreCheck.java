package io.granary.ingestion;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the online store still has what it acknowledged: compares its marker with what it must have, now and
 * then, and reads the feature log again from the marker when the store has less. Used by the projector's thread.
 */
final class StoreCheck {

    private static final Logger log = LoggerFactory.getLogger(StoreCheck.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final StoreMarker marker;
    private final ProjectorState state;

    /** For each assigned partition, the offset below which the store must have every row. */
    private final Map<TopicPartition, Long> promised = new HashMap<>();

    private long lastNanos = System.nanoTime() - INTERVAL.toNanos();

    StoreCheck(Consumer<byte[], byte[]> consumer, StoreMarker marker, ProjectorState state) {
        this.consumer = consumer;
        this.marker = marker;
        this.state = state;
    }

    /**
     * Checks when it is time to; nothing is in flight. A store that does not answer is checked the next time.
     *
     * @return whether the consumer has gone back, so that what it polled before is void
     */
    boolean hasGoneBack() throws InterruptedException {
        if (System.nanoTime() - lastNanos < INTERVAL.toNanos()
                || consumer.assignment().isEmpty()) {
            return false;
        }
        lastNanos = System.nanoTime();
        try {
            return check(List.copyOf(consumer.assignment()));
        } catch (ExecutionException e) {
            log.debug("Cannot compare the store's marker", e);
            return false;
        }
    }

    private boolean check(List<TopicPartition> partitions) throws InterruptedException, ExecutionException {
        promised.keySet().retainAll(partitions);
        Map<TopicPartition, Long> found = marker.read(partitions);
        boolean hasLost = found.entrySet().stream().anyMatch(each -> each.getValue() < promise(each.getKey()));
        if (hasLost) {
            found.forEach((partition, offset) -> goBack(partition, Math.min(offset, position(partition))));
        } else {
            mark();
        }
        return hasLost;
    }

    /** Moves the marker a last time, so that the next start need not go back. */
    void finish() throws InterruptedException {
        try {
            mark();
        } catch (ExecutionException e) {
            log.debug("Cannot move the store's marker", e);
        }
    }

    private void mark() throws InterruptedException, ExecutionException {
        Map<TopicPartition, Long> applied = new HashMap<>(state.applied());
        applied.keySet().retainAll(consumer.assignment());
        if (!applied.isEmpty()) {
            marker.write(applied);
            promised.putAll(applied);
        }
    }

    /** A partition that was just assigned starts at its commit, which the store has acknowledged once. */
    private long promise(TopicPartition partition) {
        return promised.computeIfAbsent(partition, unknown -> {
            OffsetAndMetadata committed = consumer.committed(Set.of(unknown)).get(unknown);
            return committed == null ? StoreMarker.NONE : committed.offset();
        });
    }

    /** Where a partition would go on had nothing been polled: a marker beyond it is another projector's, or older luck. */
    private long position(TopicPartition partition) {
        Long applied = state.applied().get(partition);
        return applied == null ? promise(partition) : applied;
    }

    private void goBack(TopicPartition partition, long offset) {
        log.warn("The online store has forgotten rows: reading {} again from {}", partition, offset);
        if (offset == StoreMarker.NONE) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, offset);
        }
        promised.put(partition, offset);
        state.applied(partition, consumer.position(partition));
    }
}
