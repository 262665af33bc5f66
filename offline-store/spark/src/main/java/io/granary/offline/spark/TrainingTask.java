package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.compute.ViewEvents;
import io.granary.offline.engine.compute.ViewRows;
import io.granary.offline.engine.plan.RowTime;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.process.OfflineJob;
import io.granary.offline.engine.process.OfflineJobJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request of a training set as it travels to Spark's tasks, where it is planned again to the same plan. */
final class TrainingTask implements SweepTask {

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

    @Override
    public Revision revision() {
        return request().revision();
    }

    @Override
    public @Nullable EventArchive archive() {
        return request().archive();
    }

    @Override
    public List<FeatureView> views() {
        return plan().views();
    }

    @Override
    public SweepInput input(FeatureView view, SourceAtRest source, List<Column> columns) {
        RowTime time = RowTime.of(source, source.knowledge(request().knowledge()));
        int number = views().indexOf(view);
        return view.isWindowed()
                ? new SweepEvents(number, ViewEvents.compile(revision(), view, columns), time, source.acceptance())
                : new SweepStoredRows(number, new ViewRows(revision(), view, columns), time);
    }

    TrainingSetPlan plan() {
        if (plan == null) {
            plan = TrainingSetPlan.of(request());
        }
        return plan;
    }
}
