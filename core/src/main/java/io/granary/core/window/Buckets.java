package io.granary.core.window;

import java.util.Arrays;

/**
 * Counts of positive numbers by their first eight significant bits. The 4,096 buckets up to the greatest number's are kept
 * (a range of 1 to 4 billion); what lies below counts in the lowest of them, which depends on the greatest number alone.
 */
final class Buckets {

    static final int MAX_BUCKETS = 4096;

    private static final int DROPPED_BITS = 45;
    private static final int INFINITY = 0x7FF << 7;
    private static final long MAX_COUNT = 1L << 60;

    /** Bucket b is at b modulo the length, a power of two. */
    private long[] counts = new long[16];

    private int lowest;
    private int highest;
    private long count;

    long count() {
        return count;
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(counts, 0);
            count = 0;
        }
    }

    /** Counts a finite number above zero. */
    void add(double value) {
        add((int) (Double.doubleToRawLongBits(value) >>> DROPPED_BITS), 1);
    }

    /** The lower bound of the bucket of the number that so many are below. */
    double valueAt(long rank) {
        long left = rank;
        int bucket = lowest;
        while (left >= counts[place(bucket)]) {
            left -= counts[place(bucket++)];
        }
        return Double.longBitsToDouble((long) bucket << DROPPED_BITS);
    }

    /** Writes, if there are any, how many buckets, then of each its distance from the one before and its count. */
    void write(ByteSink out) {
        if (count == 0) {
            return;
        }
        int buckets = 0;
        for (int bucket = lowest; bucket <= highest; bucket++) {
            buckets += counts[place(bucket)] > 0 ? 1 : 0;
        }
        out.writeVarint(buckets);
        int before = 0;
        for (int bucket = lowest; bucket <= highest; bucket++) {
            if (counts[place(bucket)] > 0) {
                out.writeVarint(bucket - before);
                out.writeVarint(counts[place(bucket)]);
                before = bucket;
            }
        }
    }

    void merge(ByteSource in) {
        long buckets = in.readVarint();
        if (buckets < 1 || buckets > MAX_BUCKETS) {
            throw in.malformed(Long.toUnsignedString(buckets) + " buckets");
        }
        long bucket = 0;
        for (long i = 0; i < buckets; i++) {
            long distance = in.readVarint();
            bucket += distance;
            if (distance < 0 || distance >= INFINITY || bucket >= INFINITY || (i > 0 && distance == 0)) {
                throw in.malformed("a bucket out of order");
            }
            add((int) bucket, readCount(in));
        }
    }

    static long readCount(ByteSource in) {
        long count = in.readVarint();
        if (count < 1 || count > MAX_COUNT) {
            throw in.malformed("a count of " + Long.toUnsignedString(count));
        }
        return count;
    }

    private void add(int bucket, long added) {
        if (count == 0) {
            lowest = bucket;
            highest = bucket;
        }
        int top = Math.max(highest, bucket);
        int floor = Math.max(0, top - MAX_BUCKETS + 1);
        long collapsed = lowest < floor ? takeBelow(floor) : 0;
        int low = Math.max(floor, Math.min(lowest, bucket));
        grow(low, top);
        lowest = low;
        highest = top;
        counts[place(low)] += collapsed;
        counts[place(Math.max(bucket, low))] += added;
        count += added;
    }

    private long takeBelow(int floor) {
        long taken = 0;
        for (int bucket = lowest; bucket <= highest && bucket < floor; bucket++) {
            taken += counts[place(bucket)];
            counts[place(bucket)] = 0;
        }
        lowest = floor;
        return taken;
    }

    private void grow(int low, int top) {
        if (top - low < counts.length) {
            return;
        }
        long[] before = counts;
        counts = new long[Integer.highestOneBit(top - low) << 1];
        for (int bucket = lowest; bucket <= highest; bucket++) {
            counts[place(bucket)] = before[bucket & (before.length - 1)];
        }
    }

    private int place(int bucket) {
        return bucket & (counts.length - 1);
    }
}
