package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.EntityReads;
import io.granary.online.store.StoredRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request on its way: its entity rows bound to a plan, the reads they need, and the answer from what was read. */
final class Retrieval {

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final KeyReads reads;
    private final long nowMicros;

    Retrieval(RetrievalPlan plan, EntityColumns entities, long nowMicros) {
        this.plan = plan;
        this.entities = BoundEntities.bind(plan, entities);
        this.reads = KeyReads.of(plan, this.entities);
        this.nowMicros = nowMicros;
    }

    EntityReads reads() {
        return reads.all();
    }

    FeatureVectors answer(StoredRows stored) {
        return assemble(stored);
    }

    /** The answer when the store gave none, which only a service with {@code onMissing: fail} refuses. */
    FeatureVectors answerWithout(GranaryException storeFailure) {
        if (plan.onMissing() == OnMissing.FAIL) {
            throw storeFailure;
        }
        return assemble(null);
    }

    private FeatureVectors assemble(@Nullable StoredRows stored) {
        RetrievedRows rows = new RetrievedRows(plan, entities, reads, stored, nowMicros);
        List<FeatureColumn> columns = new ArrayList<>(plan.plannedFeatures().size());
        for (PlannedFeature feature : plan.plannedFeatures()) {
            FeatureColumn column = new FeatureColumn(entities.rows());
            feature.origin().fill(rows, column);
            settleMissing(feature, column);
            columns.add(column);
        }
        return new FeatureVectors(plan, entities, columns, stored == null);
    }

    private void settleMissing(PlannedFeature feature, FeatureColumn column) {
        switch (plan.onMissing()) {
            case NULL -> {}
            case DEFAULT -> useDefault(feature, column);
            case FAIL -> refuseMissing(feature, column);
        }
    }

    private static void useDefault(PlannedFeature feature, FeatureColumn column) {
        for (int row = 0; row < column.rows(); row++) {
            FeatureStatus status = column.status(row);
            if (status == FeatureStatus.NOT_FOUND || status == FeatureStatus.UNAVAILABLE) {
                column.replaceValue(row, feature.defaultValue());
            }
        }
    }

    private void refuseMissing(PlannedFeature feature, FeatureColumn column) {
        for (int row = 0; row < column.rows(); row++) {
            if (column.status(row).isMissing()) {
                throw missing(feature, row, column.status(row));
            }
        }
    }

    private GranaryException missing(PlannedFeature feature, int row, FeatureStatus status) {
        ErrorCode code = status == FeatureStatus.UNAVAILABLE ? ErrorCode.UNAVAILABLE : ErrorCode.UNPROCESSABLE;
        return new GranaryException(
                code,
                "feature '" + feature.reference() + "' of entity row " + row + ": " + status
                        + " (expected: a value, because feature service '"
                        + plan.query().service() + "' has onMissing: fail)");
    }
}
