package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call writes to one entity key: in the order of the records, with those left out that a greater row of the
 * same call beats. Not safe for threads.
 */
final class KeyWrites {

    private final EntityKey key;
    private final List<FeatureLogEntry> writes = new ArrayList<>(2);
    private long expiry = Expiry.UNKNOWN;

    private KeyWrites(EntityKey key) {
        this.key = key;
    }

    /** Groups records by entity key. */
    static Collection<KeyWrites> group(List<? extends FeatureLogEntry> records) {
        Map<EntityKey, KeyWrites> groups = new LinkedHashMap<>();
        for (FeatureLogEntry written : records) {
            groups.computeIfAbsent(written.key(), KeyWrites::new).add(written);
        }
        return groups.values();
    }

    EntityKey key() {
        return key;
    }

    List<FeatureLogEntry> writes() {
        return writes;
    }

    /** The greatest {@link Expiry} of all records, those left out included. */
    long expiry() {
        return expiry;
    }

    private void add(FeatureLogEntry written) {
        expiry = Math.max(expiry, Expiry.of(written));
        int last = lastOf(written.field());
        if (last < 0 || isByOrder(written) || isByOrder(writes.get(last))) {
            writes.add(written);
        } else if (beats(written.stored(), writes.get(last).stored())) {
            writes.set(last, written);
        }
    }

    private int lastOf(String field) {
        int i = writes.size() - 1;
        while (i >= 0 && !writes.get(i).field().equals(field)) {
            i--;
        }
        return i;
    }

    /** What counts from its place among the others. */
    private static boolean isByOrder(FeatureLogEntry written) {
        return written.stored() == null || written.replacesBefore() != null;
    }

    /** The write rule; nothing stored loses to every row. */
    static boolean beats(byte @Nullable [] row, byte @Nullable [] stored) {
        return row != null && (stored == null || StoredRow.compare(row, stored) > 0);
    }
}
