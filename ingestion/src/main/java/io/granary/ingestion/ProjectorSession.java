package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.ingestion.ComponentHealth.State;
import io.granary.ingestion.session.CloseSignal;
import io.granary.ingestion.session.TopicIds;
import io.granary.online.store.OnlineStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The projector with one consumer: poll, write, wait for the acknowledgement, commit. The next poll overlaps the write.
 * While the store does not acknowledge, reading stands still and the consumer stays in its group. Used by one thread.
 */
final class ProjectorSession implements ConsumerRebalanceListener {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(250);

    private final Consumer<byte[], byte[]> consumer;
    private final OnlineStore store;
    private final ProjectorMetrics metrics;
    private final ProjectorState state;
    private final CloseSignal closing;
    private final StoreCheck check;
    private final LogPositions positions;
    private final TopicRenewals renewals;
    private final LogReader reader;
    private Map<String, ProjectedLog> logs = Map.of();
    private @Nullable ProjectedBatch inFlight;
    private boolean stalled;
    private boolean hasGoneBack;

    ProjectorSession(
            Consumer<byte[], byte[]> consumer,
            TopicIds topicIds,
            OnlineStore store,
            CorruptRows corruptRows,
            ProjectorMetrics metrics,
            ProjectorState state,
            CloseSignal closing) {
        this.check = new StoreCheck(consumer, store, state);
        this.positions = new LogPositions(consumer, InstantSource.system());
        this.renewals = new TopicRenewals(consumer, topicIds, store, positions, check);
        this.reader = new LogReader(state, positions, corruptRows, metrics);
        this.consumer = consumer;
        this.store = store;
        this.metrics = metrics;
        this.state = state;
        this.closing = closing;
    }

    /** Projects until the projector is closed; what was sent then is acknowledged and committed, or read again. */
    void run() throws InterruptedException {
        while (!closing.isGiven()) {
            subscribe();
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            if (settle()) {
                sendUnlessVoid(polled);
                report();
            }
        }
        if (settleOnce()) {
            check.finish();
        }
    }

    /** Which topics are to be read changes with the rollout. */
    private void subscribe() {
        Map<String, ProjectedLog> wanted = state.logs();
        if (!wanted.keySet().equals(logs.keySet())) {
            consumer.subscribe(wanted.keySet(), this);
        }
        logs = wanted;
    }

    /** What was polled is void when the store forgot rows before it, or its topic is another one. */
    private void sendUnlessVoid(ConsumerRecords<byte[], byte[]> polled) throws InterruptedException {
        if (hasGoneBack || check.hasGoneBack() || renewals.hasGoneBack()) {
            hasGoneBack = false;
            metrics.wentBack();
            giveBack(polled);
        } else {
            send(polled);
        }
    }

    /** The consumer has gone back before these, unless it did within the very poll that brought them. */
    private void giveBack(ConsumerRecords<byte[], byte[]> polled) {
        for (TopicPartition partition : polled.partitions()) {
            long first = polled.records(partition).get(0).offset();
            if (consumer.assignment().contains(partition) && consumer.position(partition) > first) {
                consumer.seek(partition, first);
            }
        }
    }

    private void send(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        List<FeatureLogEntry> entries = reader.read(polled, logs);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        polled.nextOffsets().forEach((partition, next) -> offsets.put(partition, next.offset()));
        inFlight = new ProjectedBatch(entries, offsets, check.marks(offsets));
        inFlight.send(store);
    }

    /** Returns when nothing is in flight, however long that takes; false when the projector is closing before. */
    private boolean settle() throws InterruptedException {
        while (!settleOnce() && !closing.isGiven()) {
            stall();
            if (inFlight != null) {
                metrics.retried();
                inFlight.send(store);
            }
        }
        resume();
        return inFlight == null;
    }

    private boolean settleOnce() throws InterruptedException {
        ProjectedBatch batch = inFlight;
        if (batch == null) {
            return true;
        }
        try {
            ProjectedBatch.Answer answer = batch.await();
            metrics.acknowledged(answer.written(), batch.elapsedNanos());
            inFlight = null;
            commitIfKept(batch, answer.marked());
            return true;
        } catch (ExecutionException e) {
            troubled(e.getCause() == null ? e : e.getCause());
            return false;
        }
    }

    private void commitIfKept(ProjectedBatch batch, Map<TopicPartition, Long> marked) {
        Map<TopicPartition, Long> applied = new HashMap<>(batch.offsets());
        applied.keySet().retainAll(consumer.assignment());
        if (check.isKept(applied, marked)) {
            commit(batch.offsets());
        } else {
            hasGoneBack = true;
        }
    }

    /** What the store refuses it may take later, so it is tried again like everything else: no row is left out. */
    private void troubled(Throwable cause) {
        if (cause instanceof GranaryException known && known.code() == ErrorCode.FAILED_PRECONDITION) {
            metrics.refused();
        }
        state.troubled(State.RECOVERING, String.valueOf(cause.getMessage()));
    }

    /** Polls nothing for a while, which keeps the consumer in its group. */
    private void stall() {
        stalled = true;
        consumer.pause(consumer.assignment());
        consumer.poll(RETRY);
    }

    private void resume() {
        if (stalled) {
            stalled = false;
            consumer.resume(consumer.paused());
        }
    }

    private void commit(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> owned = new HashMap<>(offsets);
        owned.keySet().retainAll(consumer.assignment());
        owned.forEach(state::applied);
        positions.commit(owned);
    }

    private void report() {
        state.running();
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            lag += consumer.currentLag(partition).orElse(0);
            if (inFlight == null) {
                state.applied(partition, consumer.position(partition));
            }
        }
        metrics.lag(lag);
        commitPositions();
    }

    /** What is left of the log may be no rows at all; whoever waits for its end is to see that it was reached. */
    private void commitPositions() {
        if (inFlight != null) {
            return;
        }
        Map<TopicPartition, Long> moved = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position != positions.committed(partition)) {
                moved.put(partition, position);
            }
        }
        if (!moved.isEmpty()) {
            commit(moved);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (stalled) {
            consumer.pause(partitions);
        }
        renewals.assigned(partitions);
    }

    /** Lets the write in flight end before another projector may go on from its offsets. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            settleOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        revoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        revoked(partitions);
    }

    private void revoked(Collection<TopicPartition> partitions) {
        state.revoked(partitions);
        check.forget(partitions);
        positions.forget(partitions);
    }
}
