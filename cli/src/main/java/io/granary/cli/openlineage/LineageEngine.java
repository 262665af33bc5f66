package io.granary.cli.openlineage;

import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.BackfillResult.BackfilledView;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.List;

/** Does what another engine does, and tells of each job. */
final class LineageEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final LineageTarget target;

    LineageEngine(OfflineEngine engine, LineageTarget target) {
        this.engine = engine;
        this.target = target;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        LineageJob job = EngineJobs.of(request);
        return target.tell(
                job,
                () -> engine.buildTrainingSet(request, listener),
                set -> job.withOutputs(List.of(JobData.output(request, set))));
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        LineageJob job = EngineJobs.of(request);
        return target.tell(
                job,
                () -> engine.materialize(request, listener),
                result -> job.withOutputs(result.views().stream()
                        .map((MaterializedView view) ->
                                JobData.view(request.revision(), view.view()).withRows(view.rowsWritten()))
                        .toList()));
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        LineageJob job = EngineJobs.of(request);
        return target.tell(
                job,
                () -> engine.backfill(request, listener),
                result -> job.withOutputs(result.views().stream()
                        .map((BackfilledView view) ->
                                JobData.view(request.revision(), view.view()).withRows(view.pages()))
                        .toList()));
    }

    @Override
    public void close() {
        engine.close();
    }
}
