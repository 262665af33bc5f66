package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.formats.Event;
import io.granary.formats.Replayed;
import io.granary.formats.schema.WriterSchemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Computes plain views of one source from all events that its topic has, as their stream application did, and writes what
 * is newest to the feature log. Reads up to where the topic ends at the start, beside whoever else reads it; what was a
 * dead letter is left out, and stays one. Blocks; used once by one thread.
 */
final class TopicReplay {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Rows in memory before they are written: most events of a topic are of few entities. */
    private static final int MAX_ROWS = 100_000;

    private final SourcePlan plan;
    private final EventGate gate;
    private final List<ViewRows> views;
    private final int maxRowBytes;
    private final FeatureLogAppender log;
    private final ErasedEvents erased;
    private final NewestRows newest = new NewestRows();
    private long written;

    TopicReplay(SourcePlan plan, WriterSchemas schemas, int maxRowBytes, FeatureLogAppender log, ErasedEvents erased) {
        this.plan = plan;
        this.gate = new EventGate(
                plan.source(), schemas, Expected.of(plan.source(), plan.source().schema(), null, null));
        this.views = plan.compile(null);
        this.maxRowBytes = maxRowBytes;
        this.log = log;
        this.erased = erased;
    }

    /**
     * Does it.
     *
     * @param progress hears how many events were read
     * @return how many rows were written
     * @throws GranaryException (UNAVAILABLE) when Kafka or a schema registry is away
     */
    long run(Consumer<byte[], byte[]> consumer, LongConsumer progress) {
        List<TopicPartition> partitions = consumer.partitionsFor(plan.source().topic()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long read = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                read(each);
                read++;
            }
            progress.accept(read);
        }
        write();
        log.finish();
        return written;
    }

    private void read(ConsumerRecord<byte[], byte[]> each) {
        long arrival = Math.max(0, each.timestamp());
        Event event = admit(each, arrival);
        if (event == null) {
            return;
        }
        Replayed replayed = Replayed.of(EventGate.byName(each.headers()));
        for (ViewRows view : views) {
            FeatureLogRecord row = view.isFor(replayed) ? row(view, event, arrival) : null;
            if (row != null && !erased.has(row.key().bytes(), each.headers(), arrival)) {
                newest.add(row);
            }
        }
        if (newest.size() >= MAX_ROWS) {
            write();
        }
    }

    private @Nullable Event admit(ConsumerRecord<byte[], byte[]> each, long arrivalMillis) {
        try {
            return gate.admit(each.headers(), each.value(), arrivalMillis);
        } catch (RuntimeException e) { // whatever a record holds, it is that record's failure
            requireOwn(e);
            return null;
        }
    }

    private @Nullable FeatureLogRecord row(ViewRows view, Event event, long arrivalMillis) {
        try {
            FeatureLogRecord row = view.row(event, arrivalMillis);
            return row == null || size(row) > maxRowBytes ? null : row;
        } catch (RuntimeException e) { // the same, of one view
            requireOwn(e);
            return null;
        }
    }

    private static int size(FeatureLogRecord row) {
        return row.key().bytes().length + row.encodeValue().length;
    }

    /** What is not the record's failure, such as a schema registry that is away, ends the replay. */
    private static void requireOwn(RuntimeException failure) {
        if (failure instanceof GranaryException known && known.code() == ErrorCode.UNAVAILABLE) {
            throw known;
        }
    }

    private void write() {
        for (FeatureLogRecord row : newest.drain()) {
            log.append(row);
            written++;
        }
    }
}
