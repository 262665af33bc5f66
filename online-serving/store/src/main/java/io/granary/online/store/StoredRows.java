package io.granary.online.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows that answer {@link EntityReads}, all in one buffer. Indexes are those of the reads and of their fields; other
 * indexes are not checked for. Filled by one thread, then handed on and not changed any more.
 */
public final class StoredRows {

    private static final int ABSENT = -1;
    private static final int MAX_FIRST_GUESS = 1 << 20;
    private static final byte[] NOTHING = {};

    /** Where the fields of each read start in the arrays of slots. */
    private final int[] firstSlots;

    private final int[] offsets;
    private final int[] lengths;
    private final boolean[] unavailable;
    private final int expectedBytes;
    private byte[] bytes = NOTHING;
    private int end;

    private StoredRows(int[] firstSlots, int slots, int expectedBytes) {
        this.firstSlots = firstSlots;
        this.expectedBytes = expectedBytes;
        offsets = new int[slots];
        lengths = new int[slots];
        Arrays.fill(lengths, ABSENT);
        unavailable = new boolean[firstSlots.length];
    }

    /** An answer with no row, to be filled. */
    public static StoredRows none(EntityReads reads) {
        int[] firstSlots = new int[reads.count()];
        int slots = 0;
        long expectedBytes = 0;
        for (int read = 0; read < firstSlots.length; read++) {
            ReadFields fields = reads.fields(read);
            firstSlots[read] = slots;
            slots += fields.count();
            expectedBytes += fields.expectedBytes();
        }
        long withReserve = expectedBytes + (expectedBytes >> 3);
        return new StoredRows(firstSlots, slots, (int) Math.min(withReserve, MAX_FIRST_GUESS));
    }

    /** An answer in which every read is unavailable, until it is marked available. */
    public static StoredRows awaited(EntityReads reads) {
        StoredRows rows = none(reads);
        Arrays.fill(rows.unavailable, true);
        return rows;
    }

    /** The buffer that holds every row. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether a row is stored. False too where the read is {@link #unavailable}. */
    public boolean has(int read, int field) {
        return lengths[firstSlots[read] + field] != ABSENT;
    }

    /** Whether any row of a read is stored. */
    boolean hasAny(int read) {
        for (int slot = firstSlots[read]; slot < end(read); slot++) {
            if (lengths[slot] != ABSENT) {
                return true;
            }
        }
        return false;
    }

    /** Where a row starts in {@link #bytes}. */
    public int offset(int read, int field) {
        return offsets[firstSlots[read] + field];
    }

    public int length(int read, int field) {
        return lengths[firstSlots[read] + field];
    }

    /** Whether the store could not tell what is stored for an entity key, while it could for others. */
    public boolean unavailable(int read) {
        return unavailable[read];
    }

    /** Whether the store could tell of no entity key. */
    boolean isUnavailable() {
        for (boolean each : unavailable) {
            if (!each) {
                return false;
            }
        }
        return true;
    }

    /** A copy of a row, or null when there is none. */
    public byte @Nullable [] copy(int read, int field) {
        int offset = offset(read, field);
        return has(read, field) ? Arrays.copyOfRange(bytes, offset, offset + length(read, field)) : null;
    }

    /** Puts a row in its place. */
    public void put(int read, int field, byte[] row) {
        int offset = reserve(read, field, row.length);
        System.arraycopy(row, 0, bytes, offset, row.length);
    }

    /** Puts the rows of another answer's read, for the same fields, in their places. */
    void putAll(int read, StoredRows other, int otherRead) {
        for (int field = 0; field < other.fields(otherRead); field++) {
            if (other.has(otherRead, field)) {
                int length = other.length(otherRead, field);
                int offset = reserve(read, field, length);
                System.arraycopy(other.bytes, other.offset(otherRead, field), bytes, offset, length);
            }
        }
    }

    private int fields(int read) {
        return end(read) - firstSlots[read];
    }

    private int end(int read) {
        return read + 1 < firstSlots.length ? firstSlots[read + 1] : lengths.length;
    }

    /**
     * Makes room for a row, to be filled in {@link #bytes}, which may be another one from then on.
     *
     * @return where it starts
     */
    int reserve(int read, int field, int length) {
        int slot = firstSlots[read] + field;
        if (length > bytes.length - end) {
            grow(Math.addExact(end, length));
        }
        offsets[slot] = end;
        lengths[slot] = length;
        end += length;
        return offsets[slot];
    }

    private void grow(int needed) {
        int more = end == 0 ? expectedBytes : 2 * bytes.length;
        bytes = Arrays.copyOf(bytes, Math.max(needed, more));
    }

    /** How many bytes all rows come to so far. */
    int size() {
        return end;
    }

    void markAvailable(int read) {
        unavailable[read] = false;
    }

    /** Says that a read has no answer; rows put for it before are forgotten. */
    public void markUnavailable(int read) {
        unavailable[read] = true;
        Arrays.fill(lengths, firstSlots[read], end(read), ABSENT);
    }

    /** This, with nothing left of rows that came for reads whose last row did not. */
    StoredRows withoutUnavailable() {
        for (int read = 0; read < unavailable.length; read++) {
            if (unavailable[read]) {
                markUnavailable(read);
            }
        }
        return this;
    }
}
