package io.granary.ingestion;

import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Of the rows that were added, the one of each field of each entity key that wins by the write rule. One thread. */
final class NewestRows {

    private final Map<Place, FeatureLogRecord> rows = new HashMap<>();

    private record Place(EntityKey key, String field) {}

    void add(FeatureLogRecord row) {
        rows.merge(new Place(row.key(), row.field()), row, NewestRows::greater);
    }

    int size() {
        return rows.size();
    }

    /** Takes all of them out. */
    Collection<FeatureLogRecord> drain() {
        List<FeatureLogRecord> all = new ArrayList<>(rows.values());
        rows.clear();
        return all;
    }

    private static FeatureLogRecord greater(FeatureLogRecord one, FeatureLogRecord other) {
        byte[] left = Objects.requireNonNull(one.row(), "row");
        byte[] right = Objects.requireNonNull(other.row(), "row");
        return StoredRow.compare(left, right) >= 0 ? one : other;
    }
}
