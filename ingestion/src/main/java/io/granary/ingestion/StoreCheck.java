package io.granary.ingestion;

import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import java.time.Duration;
import java.util.Collection;
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
 * Sees to it that the online store still has what it acknowledged: has it note how far it has the feature log, with each
 * batch and now and then, and reads the log again from where the store, or a part of it, has less than it promised. Used
 * by the projector's thread.
 */
final class StoreCheck {

    private static final Logger log = LoggerFactory.getLogger(StoreCheck.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final OnlineStore store;
    private final ProjectorState state;

    /** For each assigned partition, the offset below which the store must have every row. */
    private final Map<TopicPartition, Long> promised = new HashMap<>();

    private long lastNanos = System.nanoTime() - INTERVAL.toNanos();

    StoreCheck(Consumer<byte[], byte[]> consumer, OnlineStore store, ProjectorState state) {
        this.consumer = consumer;
        this.store = store;
        this.state = state;
    }

    /** What the store is to note once it has acknowledged every row below these offsets. */
    Map<TopicPartition, LogMark> marks(Map<TopicPartition, Long> applied) {
        Map<TopicPartition, LogMark> marks = new HashMap<>();
        applied.forEach((partition, offset) -> marks.put(partition, new LogMark(promise(partition), offset)));
        return marks;
    }

    /**
     * Takes in what the store answered to {@link #marks}. When it has lost rows, the consumer goes back, so that what was
     * polled before is void.
     *
     * @return whether it has all that it must have
     */
    boolean isKept(Map<TopicPartition, Long> applied, Map<TopicPartition, Long> answer) {
        Map<TopicPartition, Long> lost = new HashMap<>();
        applied.forEach((partition, offset) -> {
            long from = answer.getOrDefault(partition, LogMark.NONE);
            if (from < offset) {
                lost.put(partition, from);
            } else {
                promised.put(partition, offset);
            }
        });
        if (lost.isEmpty()) {
            return true;
        }
        log.warn("The online store has forgotten rows: reading its log again from {}", lost);
        consumer.assignment().forEach(partition -> goBack(partition, lost.getOrDefault(partition, Long.MAX_VALUE)));
        return false;
    }

    /**
     * Asks the store when it is time to; nothing is in flight. A store that does not answer is asked the next time.
     *
     * @return whether the consumer has gone back
     */
    boolean hasGoneBack() throws InterruptedException {
        if (System.nanoTime() - lastNanos < INTERVAL.toNanos()
                || consumer.assignment().isEmpty()) {
            return false;
        }
        lastNanos = System.nanoTime();
        return !check();
    }

    /** Has the store note how far it is a last time, so that the next start need not go back. */
    void finish() throws InterruptedException {
        check();
    }

    private boolean check() throws InterruptedException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, position(partition)));
        try {
            return isKept(
                    positions,
                    LogMarks.note(store, marks(positions)).toCompletableFuture().get());
        } catch (ExecutionException e) {
            log.debug("Cannot ask how far the store has the feature log", e);
            return true;
        }
    }

    /** Goes back to the start of a partition, of which nothing is promised any more. */
    void restart(TopicPartition partition) {
        goBack(partition, LogMark.NONE);
    }

    /** Of partitions that go to another projector. */
    void forget(Collection<TopicPartition> partitions) {
        promised.keySet().removeAll(partitions);
    }

    /** A partition that was just assigned starts at its commit, which the store has acknowledged once. */
    private long promise(TopicPartition partition) {
        return promised.computeIfAbsent(partition, unknown -> {
            OffsetAndMetadata committed = consumer.committed(Set.of(unknown)).get(unknown);
            return committed == null ? LogMark.NONE : committed.offset();
        });
    }

    /** Where a partition would go on had nothing been polled. */
    private long position(TopicPartition partition) {
        Long applied = state.applied().get(partition);
        return applied == null ? promise(partition) : applied;
    }

    private void goBack(TopicPartition partition, long lost) {
        long offset = Math.min(lost, position(partition));
        if (offset == LogMark.NONE) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, offset);
        }
        promised.put(partition, offset);
        state.applied(partition, consumer.position(partition));
    }
}
