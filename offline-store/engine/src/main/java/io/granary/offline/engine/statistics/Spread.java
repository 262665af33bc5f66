package io.granary.offline.engine.statistics;

import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import java.util.Arrays;

/**
 * How numbers are spread: how often each occurs, and when there are more than {@value #MAX_BUCKETS} of them, how often those
 * that agree in all but the lowest bits do. As few bits are dropped as fit, so the outcome depends on the numbers alone. One
 * thread.
 */
final class Spread {

    static final int MAX_BUCKETS = 2048;

    private static final int SLOTS = 2 * MAX_BUCKETS;
    private static final long SPREADING = 0x9E3779B97F4A7C15L;

    private long[] buckets = new long[64];
    /** Of a bucket in the same slot; 0: the slot is free. */
    private long[] counts = new long[64];

    private int shiftOfSlot = Long.SIZE - 6;
    private int used;
    private int droppedBits;

    void add(long number) {
        add(number >> droppedBits, 1);
    }

    /** How many of the lowest bits of each number are not known. */
    int droppedBits() {
        return droppedBits;
    }

    /** The buckets in order: numbers without their dropped bits. */
    long[] sorted() {
        long[] sorted = new long[used];
        int next = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            if (counts[slot] > 0) {
                sorted[next++] = buckets[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** How many numbers are in a bucket. */
    long count(long bucket) {
        return counts[slot(bucket)];
    }

    void write(ByteSink out) {
        out.writeVarint(droppedBits);
        out.writeVarint(used);
        for (long bucket : sorted()) {
            out.writeSigned(bucket);
            out.writeVarint(count(bucket));
        }
    }

    void merge(ByteSource in) {
        int bits = (int) in.readVarint();
        while (droppedBits < bits) {
            dropBit();
        }
        int size = (int) in.readVarint();
        for (int i = 0; i < size; i++) {
            long bucket = in.readSigned();
            add(bucket >> (droppedBits - bits), in.readVarint());
        }
    }

    private void add(long bucket, long count) {
        int slot = slot(bucket);
        if (counts[slot] > 0) {
            counts[slot] += count;
            return;
        }
        buckets[slot] = bucket;
        counts[slot] = count;
        used++;
        makeRoom();
    }

    private void makeRoom() {
        if (used > MAX_BUCKETS) {
            while (used > MAX_BUCKETS) {
                dropBit();
            }
        } else if (2 * used > counts.length && counts.length < SLOTS) {
            rebuild(2 * counts.length, 0);
        }
    }

    private void dropBit() {
        droppedBits++;
        rebuild(counts.length, 1);
    }

    private void rebuild(int slots, int dropped) {
        long[] oldBuckets = buckets;
        long[] oldCounts = counts;
        buckets = new long[slots];
        counts = new long[slots];
        shiftOfSlot = Long.SIZE - Integer.numberOfTrailingZeros(slots);
        used = 0;
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slot(oldBuckets[i] >> dropped);
                used += counts[slot] == 0 ? 1 : 0;
                buckets[slot] = oldBuckets[i] >> dropped;
                counts[slot] += oldCounts[i];
            }
        }
    }

    /** Where a bucket is, or the free slot where it goes. */
    private int slot(long bucket) {
        int slot = (int) ((bucket * SPREADING) >>> shiftOfSlot);
        while (counts[slot] > 0 && buckets[slot] != bucket) {
            slot = slot + 1 == counts.length ? 0 : slot + 1;
        }
        return slot;
    }
}
