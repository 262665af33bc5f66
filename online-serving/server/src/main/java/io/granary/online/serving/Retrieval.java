package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.EntityReads;
import io.granary.online.store.StoredRows;
import org.jspecify.annotations.Nullable;

/** One request on its way: its entity rows bound to a plan, the reads they need, and the answer from what was read. */
final class Retrieval {

    private final RetrievalPlan plan;
    private final BoundEntities entities;
    private final KeyReads reads;

    Retrieval(RetrievalPlan plan, BoundEntities entities, long nowMicros) {
        this.plan = plan;
        this.entities = entities;
        this.reads = KeyReads.of(plan, entities, nowMicros);
    }

    EntityReads reads() {
        return reads.all();
    }

    /** What the store answered, decoded, without a look at what a service makes of missing values. */
    RetrievedRows rows(StoredRows stored) {
        return RetrievedRows.of(plan, entities, reads, stored);
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
        RetrievedRows rows = RetrievedRows.of(plan, entities, reads, stored);
        if (plan.onMissing() == OnMissing.FAIL) {
            plan.plannedFeatures().forEach(feature -> refuseMissing(feature, rows));
        }
        return new FeatureVectors(rows);
    }

    private void refuseMissing(PlannedFeature feature, RetrievedRows rows) {
        for (int row = 0; row < entities.rows(); row++) {
            FeatureStatus status = feature.origin().status(rows, row);
            if (status.isMissing()) {
                throw missing(feature, row, status);
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
