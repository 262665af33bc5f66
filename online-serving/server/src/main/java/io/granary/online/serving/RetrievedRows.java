package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.row.RowCells;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.StoredRows;
import org.jspecify.annotations.Nullable;

/** What one request brought and what the store said to it; each view of an entity is read once. Not for threads. */
final class RetrievedRows {

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final KeyReads reads;
    private final ViewRead values;
    private final @Nullable Object[][][] computed;
    private final boolean isDegraded;

    private RetrievedRows(RetrievalPlan plan, BoundEntities entities, KeyReads reads, ViewRead values) {
        this.plan = plan;
        this.entities = entities;
        this.reads = reads;
        this.values = values;
        this.isDegraded = !values.fillAll();
        this.computed = new Object[plan.onDemandViews().size()][entities.rows()][];
    }

    /**
     * Takes the values out of what was read, then computes.
     *
     * @param stored what the store answered; null when it did not
     */
    static RetrievedRows of(RetrievalPlan plan, BoundEntities entities, KeyReads reads, @Nullable StoredRows stored) {
        StoredRows answer = stored == null ? StoredRows.awaited(reads.all()) : stored;
        RetrievedRows rows = new RetrievedRows(plan, entities, reads, new ViewRead(reads, answer));
        rows.compute();
        return rows;
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

    /** The time of the request. */
    long nowMicros() {
        return reads.nowMicros();
    }

    /** Whether the store did not answer for every entity. */
    boolean isDegraded() {
        return isDegraded;
    }

    /** The values of all rows. */
    RowCells cells() {
        return values.cells();
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
        return plan.groupOf(feature.role()).firstCell(feature.view()) + feature.ordinal();
    }

    /** PRESENT, or the status of every feature that shares the feature's moment. */
    FeatureStatus status(StoredFeature feature, int row) {
        return values.status(moment(feature, row));
    }

    /** Epoch microseconds; 0 when there is no event, or none that may be used. */
    long eventMicros(StoredFeature feature, int row) {
        return values.eventMicros(moment(feature, row));
    }

    boolean hasEvent(StoredFeature feature, int row) {
        return values.hasEvent(moment(feature, row));
    }

    /** Adds to an explanation what a feature of an entity row is made of. */
    void explain(StoredFeature feature, int row, ObjectNode json) {
        values.moveTo(reads.indexOf(feature.role(), row), feature.view());
        plan.groupOf(feature.role()).reader(feature.view()).explain(values, feature.ordinal(), json);
    }

    private int moment(StoredFeature feature, int row) {
        int ofView = plan.groupOf(feature.role()).firstMoment(feature.view()) + feature.moment();
        return reads.firstMoment(reads.indexOf(feature.role(), row)) + ofView;
    }

    /** The features of an on-demand view for an entity row. */
    @Nullable
    Object[] computed(int view, int row) {
        return computed[view][row];
    }
}
