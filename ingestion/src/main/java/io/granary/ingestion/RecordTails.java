package io.granary.ingestion;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells whether what a reader has left of a log is records at all: the markers of transactions have offsets too, and so has
 * what was aborted, and a reader need not have committed those at the end. What was looked at is not read again as long as
 * the reader stands still. Safe for threads, one at a time; blocks on the broker for a second at most.
 */
final class RecordTails implements AutoCloseable {

    /** More than the markers that transactions of a few writers can leave behind each other. */
    private static final long MAX_MARKERS = 100;

    /** More than the records of transactions that were aborted. */
    private static final long MAX_ABORTED = 100_000;

    private final FirstRecords records;
    private final long most;
    private final Map<TopicPartition, Passed> passed = new HashMap<>();

    /** Looks at short rests only, so that asking often costs little. */
    static RecordTails ofMarkers(Map<String, ?> kafka) {
        return new RecordTails(kafka, MAX_MARKERS);
    }

    /** Looks at long rests too: nobody writes again what was aborted. */
    static RecordTails ofAborted(Map<String, ?> kafka) {
        return new RecordTails(kafka, MAX_ABORTED);
    }

    /** @param most offsets of a partition that are looked at */
    private RecordTails(Map<String, ?> kafka, long most) {
        this.records = new FirstRecords(kafka);
        this.most = most;
    }

    /** Offsets that hold no record. */
    private record Passed(long from, long to) {}

    /**
     * Whether a reader at these positions has had every record below the ends.
     *
     * @param positions a partition that is absent was not read at all
     */
    boolean areRead(Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        UnreadOffsets rest = new UnreadOffsets(positions, ends);
        return rest.starts(length -> length > most).isEmpty() && unread(rest).offsets() == 0;
    }

    /**
     * A reader's rest without what is no record before the first one. A part that is too long to be looked at stays as it
     * is, and so does what comes behind a transaction that is still open: nobody knows yet what it is.
     */
    UnreadOffsets unread(UnreadOffsets rest) {
        Map<TopicPartition, Long> from = new HashMap<>(rest.from());
        from.putAll(pass(rest.starts(length -> length > 0 && length <= most), rest.to()));
        return new UnreadOffsets(from, rest.to());
    }

    private synchronized Map<TopicPartition, Long> pass(
            Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> reached = new HashMap<>();
        positions.forEach((partition, position) -> reached.put(partition, passed(partition, position)));
        Map<TopicPartition, Long> unknown = new HashMap<>(reached);
        unknown.entrySet().removeIf(start -> start.getValue() >= ends.getOrDefault(start.getKey(), 0L));
        if (!unknown.isEmpty()) {
            reached.putAll(records.find(unknown, ends));
        }
        positions.forEach((partition, position) ->
                passed.put(partition, new Passed(position, reached.getOrDefault(partition, position))));
        return reached;
    }

    private long passed(TopicPartition partition, long position) {
        Passed before = passed.get(partition);
        return before != null && before.from() == position ? before.to() : position;
    }

    @Override
    public synchronized void close() {
        records.close();
    }
}
