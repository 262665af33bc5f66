package io.granary.online.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The reads that wait for a reply of one server, in the order of their commands. For one thread. */
final class CommandQueue {

    /** Stands for the command ASKING before that of a read. */
    static final int ASKING = -1;

    private static final int FEW = 64;

    private @Nullable AwaitedRows[] rows = new AwaitedRows[FEW];
    private int[] reads = new int[FEW];
    private int first;
    private int size;

    int size() {
        return size;
    }

    void add(AwaitedRows awaited, int read) {
        if (size == rows.length) {
            grow();
        }
        int index = (first + size) & (rows.length - 1);
        rows[index] = awaited;
        reads[index] = read;
        size++;
    }

    private void grow() {
        int[] order = new int[size];
        @Nullable AwaitedRows[] all = Arrays.copyOf(rows, 2 * size);
        for (int i = 0; i < size; i++) {
            int index = (first + i) & (size - 1);
            all[i] = rows[index];
            order[i] = reads[index];
        }
        rows = all;
        reads = Arrays.copyOf(order, 2 * size);
        first = 0;
    }

    /** The first one's rows, or null when nothing waits. */
    @Nullable
    AwaitedRows firstRows() {
        return rows[first];
    }

    int firstRead() {
        return reads[first];
    }

    void removeFirst() {
        rows[first] = null;
        first = (first + 1) & (rows.length - 1);
        size--;
    }
}
