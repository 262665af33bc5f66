package io.granary.core.window;

import java.util.Arrays;

/** A set of byte strings in one array, to be used again after {@link #clear}. */
final class ByteSet {

    private static final int FREE = 0;

    private final ByteSink pool = new ByteSink(64);
    /** Ends of the strings in the pool, in the order in which they came. */
    private int[] ends = new int[8];
    /** One more than the ordinal of a string; its length is a power of two, more than half of it {@link #FREE}. */
    private int[] table = new int[16];

    private int size;

    int size() {
        return size;
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(table, FREE);
            pool.clear();
            size = 0;
        }
    }

    void add(byte[] bytes, int offset, int length) {
        int at = find(bytes, offset, length);
        if (table[at] != FREE) {
            return;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        pool.writeBytes(bytes, offset, length);
        ends[size++] = pool.size();
        table[at] = size;
        if (2 * size >= table.length) {
            grow();
        }
    }

    /** Writes the strings in their unsigned order. */
    void write(ByteSink out) {
        Integer[] ordinals = new Integer[size];
        Arrays.setAll(ordinals, ordinal -> ordinal);
        Arrays.sort(ordinals, this::compare);
        for (int ordinal : ordinals) {
            out.writeBytes(pool.array(), start(ordinal), ends[ordinal] - start(ordinal));
        }
    }

    /** Where the table holds the string, or is free for it. */
    private int find(byte[] bytes, int offset, int length) {
        int mask = table.length - 1;
        int at = (int) XxHash64.hash(bytes, offset, length) & mask;
        while (table[at] != FREE && !holds(table[at] - 1, bytes, offset, length)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean holds(int ordinal, byte[] bytes, int offset, int length) {
        return Arrays.equals(pool.array(), start(ordinal), ends[ordinal], bytes, offset, offset + length);
    }

    private int start(int ordinal) {
        return ordinal == 0 ? 0 : ends[ordinal - 1];
    }

    private int compare(int one, int other) {
        return Arrays.compareUnsigned(pool.array(), start(one), ends[one], pool.array(), start(other), ends[other]);
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int ordinal = 0; ordinal < size; ordinal++) {
            int start = start(ordinal);
            table[find(pool.array(), start, ends[ordinal] - start)] = ordinal + 1;
        }
    }
}
