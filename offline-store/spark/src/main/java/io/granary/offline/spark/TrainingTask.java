package io.granary.offline.spark;

import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The request of a training set as it travels to Spark's tasks, where it is planned again to the same plan. */
final class TrainingTask implements Serializable {

    private static final long serialVersionUID = 1;

    private final byte[] job;
    private transient @Nullable TrainingSetRequest request;
    private transient @Nullable TrainingSetPlan plan;

    TrainingTask(TrainingSetRequest request) {
        this.job = OfflineJobJson.encode(new OfflineJob.TrainingSet(request));
    }

    TrainingSetRequest request() {
        if (request == null) {
            request = ((OfflineJob.TrainingSet) OfflineJobJson.decode(job)).request();
        }
        return request;
    }

    TrainingSetPlan plan() {
        if (plan == null) {
            plan = TrainingSetPlan.of(request().revision(), request().features());
        }
        return plan;
    }
}
