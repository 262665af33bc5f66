package io.granary.online.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one entity key that are kept near. Immutable; arrays are not changed after they are handed over.
 *
 * @param names of the fields that are known
 * @param rows of these fields; null where nothing is stored
 */
record NearRows(TrackedSession session, byte[][] names, byte[] @Nullable [] rows) {

    private static final int BYTES_AROUND = 96;
    private static final int BYTES_AROUND_ROW = 32;

    static NearRows of(TrackedSession session, ReadFields fields, StoredRows stored, int read) {
        byte[][] names = new byte[fields.count()][];
        byte[][] rows = new byte[names.length][];
        for (int field = 0; field < names.length; field++) {
            names[field] = fields.name(field);
            rows[field] = stored.copy(read, field);
        }
        return new NearRows(session, names, rows);
    }

    /** These rows and those of an earlier read over the same connection; of another connection nothing is kept. */
    NearRows with(@Nullable NearRows earlier) {
        if (earlier == null || earlier.session != session) {
            return this;
        }
        NearRows merged = this;
        for (int i = 0; i < earlier.names.length; i++) {
            merged = merged.indexOf(earlier.names[i]) < 0 ? merged.with(earlier.names[i], earlier.rows[i]) : merged;
        }
        return merged;
    }

    private NearRows with(byte[] name, byte @Nullable [] row) {
        byte[][] moreNames = Arrays.copyOf(names, names.length + 1);
        byte[][] moreRows = Arrays.copyOf(rows, rows.length + 1);
        moreNames[names.length] = name;
        moreRows[rows.length] = row;
        return new NearRows(session, moreNames, moreRows);
    }

    /** Puts the rows of a read into an answer; false when not all of its fields are known. */
    boolean answer(ReadFields wanted, StoredRows answer, int read) {
        if (!knows(wanted)) {
            return false;
        }
        for (int field = 0; field < wanted.count(); field++) {
            byte[] row = rows[indexOf(wanted.name(field), field)];
            if (row != null) {
                answer.put(read, field, row);
            }
        }
        return true;
    }

    private boolean knows(ReadFields wanted) {
        for (int field = 0; field < wanted.count(); field++) {
            if (indexOf(wanted.name(field), field) < 0) {
                return false;
            }
        }
        return true;
    }

    private int indexOf(byte[] name, int likely) {
        return likely < names.length && Arrays.equals(names[likely], name) ? likely : indexOf(name);
    }

    private int indexOf(byte[] name) {
        for (int i = 0; i < names.length; i++) {
            if (Arrays.equals(names[i], name)) {
                return i;
            }
        }
        return -1;
    }

    /** About how much memory it takes, without the names, which are shared. */
    int weight() {
        int weight = BYTES_AROUND;
        for (byte[] row : rows) {
            weight += BYTES_AROUND_ROW + (row == null ? 0 : row.length);
        }
        return weight;
    }
}
