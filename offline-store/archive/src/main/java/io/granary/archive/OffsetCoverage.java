package io.granary.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Offsets of a topic, as a set: which are in it, and which are not. Not safe for threads. */
final class OffsetCoverage {

    /** Of each partition, disjoint ranges that do not touch: first offset to last. */
    private final Map<Integer, NavigableMap<Long, Long>> ranges = new TreeMap<>();

    static OffsetCoverage of(Collection<OffsetRange> ranges) {
        OffsetCoverage coverage = new OffsetCoverage();
        ranges.forEach(coverage::add);
        return coverage;
    }

    void add(OffsetRange range) {
        NavigableMap<Long, Long> known = ranges.computeIfAbsent(range.partition(), partition -> new TreeMap<>());
        long first = range.first();
        long last = range.last();
        Map.Entry<Long, Long> before = known.floorEntry(first);
        if (before != null && before.getValue() >= first - 1) {
            first = before.getKey();
            last = Math.max(last, before.getValue());
        }
        Map.Entry<Long, Long> next = known.ceilingEntry(first);
        while (next != null && next.getKey() - 1 <= last) {
            last = Math.max(last, next.getValue());
            known.remove(next.getKey());
            next = known.ceilingEntry(first);
        }
        known.put(first, last);
    }

    boolean contains(OffsetRange range) {
        return missing(range).isEmpty();
    }

    /** What of a range is not in the set, in order. */
    List<OffsetRange> missing(OffsetRange range) {
        List<OffsetRange> missing = new ArrayList<>();
        long next = range.first();
        for (Map.Entry<Long, Long> each : of(range.partition()).entrySet()) {
            if (each.getKey() > range.last()) {
                break;
            }
            if (each.getKey() > next) {
                missing.add(new OffsetRange(range.partition(), next, each.getKey() - 1));
            }
            next = Math.max(next, each.getValue() + 1);
        }
        if (next <= range.last()) {
            missing.add(new OffsetRange(range.partition(), next, range.last()));
        }
        return missing;
    }

    SortedSet<Integer> partitions() {
        return new TreeSet<>(ranges.keySet());
    }

    /** The last offset of a partition that is in the set, or -1. */
    long last(int partition) {
        NavigableMap<Long, Long> known = of(partition);
        return known.isEmpty() ? -1 : known.lastEntry().getValue();
    }

    private NavigableMap<Long, Long> of(int partition) {
        return ranges.getOrDefault(partition, new TreeMap<>());
    }
}
