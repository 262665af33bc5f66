package io.granary.online.serving;

import io.granary.online.store.StoredRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one request brought and what the store said to it; each stored row is decoded at most once. Not for threads. */
final class RetrievedRows {

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final KeyReads reads;
    private final @Nullable StoredRows stored;
    private final long nowMicros;
    private final @Nullable ReadRow[][] decoded;
    private final @Nullable Object[][][] computed;

    /** @param stored what the store answered; null when it did not */
    RetrievedRows(
            RetrievalPlan plan, BoundEntities entities, KeyReads reads, @Nullable StoredRows stored, long nowMicros) {
        this.plan = plan;
        this.entities = entities;
        this.reads = reads;
        this.stored = stored;
        this.nowMicros = nowMicros;
        this.decoded = new ReadRow[reads.count()][];
        this.computed = new Object[plan.onDemandViews().size()][][];
    }

    @Nullable
    Object requestValue(int column, int row) {
        return entities.value(column, row);
    }

    /** The row of a field for the entity key that a role has in an entity row. */
    ReadRow read(int role, int field, int row) {
        List<RowReader> readers = plan.groupOf(role).readers();
        int read = reads.indexOf(role, row);
        ReadRow[] fields = decoded[read];
        if (fields == null) {
            fields = new ReadRow[readers.size()];
            decoded[read] = fields;
        }
        if (fields[field] == null) {
            fields[field] = decode(readers.get(field), read, field);
        }
        return fields[field];
    }

    private ReadRow decode(RowReader reader, int read, int field) {
        return stored == null || stored.unavailable(read)
                ? reader.unavailable()
                : reader.read(stored.copy(read, field), nowMicros);
    }

    /** The features of an on-demand view for an entity row. */
    @Nullable
    Object[] computed(int view, int row) {
        @Nullable Object[][] rows = computed[view];
        if (rows == null) {
            rows = new Object[entities.rows()][];
            computed[view] = rows;
        }
        if (rows[row] == null) {
            rows[row] = plan.onDemandViews().get(view).compute(this, row);
        }
        return rows[row];
    }
}
