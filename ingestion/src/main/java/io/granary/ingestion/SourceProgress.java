package io.granary.ingestion;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks of an application of windows have to know of its source and cannot see in records: how many partitions
 * it has, from which offsets on events are theirs, and how far partitions were read that may have nothing new. Safe for
 * threads.
 */
final class SourceProgress {

    /** Of an application that need not know. */
    static final SourceProgress NONE = new SourceProgress(0, Map.of());

    private final Map<Integer, Long> cut;
    private final Map<Integer, Position> positions = new ConcurrentHashMap<>();
    private volatile int partitions;

    /** @param cut the first offset of each partition whose events are counted; absent: all are */
    SourceProgress(int partitions, Map<Integer, Long> cut) {
        this.partitions = partitions;
        this.cut = Map.copyOf(cut);
    }

    /**
     * A place in a partition.
     *
     * @param arrivalMillis records from the offset on arrived at this time or later
     */
    record Position(long offset, long arrivalMillis) {}

    int partitions() {
        return partitions;
    }

    /** The first offset of each partition whose events are counted, where some before it can be read. */
    Map<Integer, Long> cut() {
        return cut;
    }

    /** Whether an event is before the cut, and only there to be recognized when it comes again. */
    boolean isBeforeCut(int partition, long offset) {
        return offset < cut.getOrDefault(partition, 0L);
    }

    /** A place that a partition is known to have been read up to; null: none is. */
    @Nullable
    Position position(int partition) {
        return positions.get(partition);
    }

    void readUpTo(int partition, Position position) {
        positions.put(partition, position);
    }

    void hasPartitions(int count) {
        partitions = count;
    }
}
