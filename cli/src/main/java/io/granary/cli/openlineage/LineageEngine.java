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
import io.granary.offline.local.LocalRefusal;
import io.openlineage.client.transports.Transport;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does what another engine does, and tells of each job when it starts, completes or fails. */
final class LineageEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final Transport transport;
    private final InstantSource clock;

    LineageEngine(OfflineEngine engine, Transport transport, InstantSource clock) {
        this.engine = engine;
        this.transport = transport;
        this.clock = clock;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        return tell(
                OfflineWork.of(request),
                () -> engine.buildTrainingSet(request, listener),
                set -> List.of(JobData.output(request, set)));
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        return tell(
                OfflineWork.of(request),
                () -> engine.materialize(request, listener),
                result -> result.views().stream()
                        .map((MaterializedView view) ->
                                JobData.view(request.revision(), view.view()).withRows(view.rowsWritten()))
                        .toList());
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        return tell(
                OfflineWork.of(request),
                () -> engine.backfill(request, listener),
                result -> result.views().stream()
                        .map((BackfilledView view) ->
                                JobData.view(request.revision(), view.view()).withRows(view.pages()))
                        .toList());
    }

    private <T> T tell(OfflineWork work, Supplier<T> job, Function<T, List<JobData>> outputs) {
        LineageLog log = new LineageLog(transport, clock, work);
        log.started();
        try {
            T result = job.get();
            log.completed(outputs.apply(result));
            return result;
        } catch (LocalRefusal e) {
            log.aborted(e);
            throw e;
        } catch (RuntimeException e) {
            // Whatever it is, a job that has started must not look as if it still ran.
            log.failed(e);
            throw e;
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
