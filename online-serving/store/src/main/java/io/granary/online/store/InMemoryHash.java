package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.WindowState;
import io.granary.core.row.StoredRow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one entity key by field, and when they expire. Changed only before it is shared between threads. */
final class InMemoryHash {

    private final Map<String, byte[]> rows;
    private long expiry;

    private InMemoryHash(Map<String, byte[]> rows, long expiry) {
        this.rows = rows;
        this.expiry = expiry;
    }

    static InMemoryHash empty() {
        return new InMemoryHash(new HashMap<>(), Expiry.UNKNOWN);
    }

    InMemoryHash copy() {
        return new InMemoryHash(new HashMap<>(rows), expiry);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** How many fields there are. */
    int size() {
        return rows.size();
    }

    long expiry() {
        return expiry;
    }

    /** Puts the rows of some fields into an answer. */
    void read(ReadFields fields, int read, StoredRows answer) {
        for (int field = 0; field < fields.count(); field++) {
            byte[] row = rows.get(new String(fields.name(field), StandardCharsets.UTF_8));
            if (row != null) {
                answer.put(read, field, row);
            }
        }
    }

    /** @return how many of the writes changed something */
    int apply(KeyWrites writes) {
        int applied = 0;
        for (FeatureLogEntry written : writes.writes()) {
            applied += apply(written) ? 1 : 0;
        }
        expiry = Math.max(expiry, writes.expiry());
        return applied;
    }

    private boolean apply(FeatureLogEntry written) {
        byte[] row = written.stored();
        if (row == null) {
            return delete(written.field());
        }
        byte[] stored = rows.get(written.field());
        if (!KeyWrites.beats(row, stored) && !givesWay(stored, written.replacesBefore())) {
            return false;
        }
        rows.put(written.field(), row);
        return true;
    }

    private static boolean givesWay(byte @Nullable [] stored, @Nullable Long before) {
        return stored != null && before != null && StoredRow.eventMicros(stored) < before;
    }

    /**
     * Removes rows of each field's schema revision and before, and window states of its epoch and before.
     *
     * @return how many
     */
    int remove(FieldRemoval removal) {
        List<String> going = rows.keySet().stream()
                .filter(field -> isRow(field, removal) || isWindowState(field, removal))
                .toList();
        going.forEach(this::delete);
        return going.size();
    }

    private boolean isRow(String field, FieldRemoval removal) {
        Integer revision = removal.fields().get(field);
        return revision != null && StoredRow.schemaRevision(row(field)) <= revision;
    }

    private boolean isWindowState(String field, FieldRemoval removal) {
        int end = field.indexOf(WindowState.SEPARATOR);
        Long epoch = end < 0 ? null : removal.windows().get(field.substring(0, end));
        return epoch != null && WindowState.epoch(row(field)) <= epoch;
    }

    private byte[] row(String field) {
        return requireNonNull(rows.get(field), field);
    }

    /** Expiry goes with the last row, as a Redis key does. */
    private boolean delete(String field) {
        boolean deleted = rows.remove(field) != null;
        expiry = rows.isEmpty() ? Expiry.UNKNOWN : expiry;
        return deleted;
    }
}
