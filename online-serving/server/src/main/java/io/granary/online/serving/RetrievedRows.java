package io.granary.online.serving;

import io.granary.core.row.RowCells;
import io.granary.core.row.StoredRow;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.StoredRows;
import org.jspecify.annotations.Nullable;

/** What one request brought and what the store said to it; each stored row is decoded once. Not for threads. */
final class RetrievedRows {

    private static final byte[] NO_BYTES = {};

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final KeyReads reads;
    private final RowCells cells;
    private final FeatureStatus[] statuses;
    private final long[] eventMicros;
    private final @Nullable Object[][][] computed;
    private boolean degraded;

    private RetrievedRows(RetrievalPlan plan, BoundEntities entities, KeyReads reads, byte[] bytes) {
        this.plan = plan;
        this.entities = entities;
        this.reads = reads;
        this.cells = new RowCells(bytes, reads.cells());
        this.statuses = new FeatureStatus[reads.rows()];
        this.eventMicros = new long[reads.rows()];
        this.computed = new Object[plan.onDemandViews().size()][entities.rows()][];
    }

    /**
     * Decodes what was read, then computes.
     *
     * @param stored what the store answered; null when it did not
     */
    static RetrievedRows of(
            RetrievalPlan plan, BoundEntities entities, KeyReads reads, @Nullable StoredRows stored, long nowMicros) {
        byte[] bytes = stored == null ? NO_BYTES : stored.bytes();
        RetrievedRows rows = new RetrievedRows(plan, entities, reads, bytes);
        for (int read = 0; read < reads.count(); read++) {
            rows.decode(read, stored == null || stored.unavailable(read) ? null : stored, nowMicros);
        }
        rows.compute();
        return rows;
    }

    private void decode(int read, @Nullable StoredRows stored, long nowMicros) {
        EntityGroup group = reads.group(read);
        int firstRow = reads.firstRow(read);
        int firstCell = reads.firstCell(read);
        for (int field = 0; field < group.fields().count(); field++) {
            if (stored == null) {
                statuses[firstRow + field] = FeatureStatus.UNAVAILABLE;
                degraded = true;
            } else if (stored.has(read, field)) {
                int offset = stored.offset(read, field);
                FeatureStatus status = group.readers()
                        .get(field)
                        .read(
                                offset,
                                stored.length(read, field),
                                nowMicros,
                                cells,
                                firstCell + group.firstCells()[field]);
                statuses[firstRow + field] = status;
                eventMicros[firstRow + field] = hasEvent(status) ? StoredRow.eventMicros(cells.bytes(), offset) : 0;
            } else {
                statuses[firstRow + field] = FeatureStatus.NOT_FOUND;
            }
        }
    }

    private void compute() {
        for (int view = 0; view < computed.length; view++) {
            for (int row = 0; row < entities.rows(); row++) {
                computed[view][row] = plan.onDemandViews().get(view).compute(this, row);
            }
        }
    }

    RetrievalPlan plan() {
        return plan;
    }

    BoundEntities entities() {
        return entities;
    }

    int count() {
        return entities.rows();
    }

    /** Whether the store did not answer for every entity. */
    boolean isDegraded() {
        return degraded;
    }

    /** The values of all rows. */
    RowCells cells() {
        return cells;
    }

    /** Where a feature's value for an entity row is. */
    int cell(StoredFeature feature, int row) {
        return firstCell(feature, row) + offset(feature);
    }

    /** Where the values of the feature's role for an entity row start. */
    int firstCell(StoredFeature feature, int row) {
        return reads.firstCell(reads.indexOf(feature.role(), row));
    }

    /** How far behind {@link #firstCell} the feature's value is, in every row. */
    int offset(StoredFeature feature) {
        return plan.groupOf(feature.role()).firstCells()[feature.field()] + feature.ordinal();
    }

    /** PRESENT, or the status of every feature in a role's row of a field. */
    FeatureStatus status(int role, int field, int row) {
        return statuses[reads.firstRow(reads.indexOf(role, row)) + field];
    }

    /** Epoch microseconds; 0 when there is no row, or none that may be used. */
    long eventMicros(int role, int field, int row) {
        return eventMicros[reads.firstRow(reads.indexOf(role, row)) + field];
    }

    boolean hasEvent(int role, int field, int row) {
        return hasEvent(status(role, field, row));
    }

    private static boolean hasEvent(FeatureStatus status) {
        return status == FeatureStatus.PRESENT || status == FeatureStatus.OUTSIDE_MAX_AGE;
    }

    /** The features of an on-demand view for an entity row. */
    @Nullable
    Object[] computed(int view, int row) {
        return computed[view][row];
    }
}
