package io.granary.offline.engine.process;

import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.List;

/** Does what another engine does, and tells it what to read of tables for which a request does not say. */
public final class ChosenTables implements OfflineEngine {

    private final OfflineEngine engine;
    private final TableChooser chooser;

    /** @param engine closed with this one; what the chooser asks is not */
    public ChosenTables(OfflineEngine engine, TableChooser chooser) {
        this.engine = engine;
        this.chooser = chooser;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        return engine.buildTrainingSet(chooser.choose(request), listener);
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        return engine.materialize(chooser.choose(request), listener);
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        List<FeatureView> views = request.views().stream()
                .map(each -> request.revision().definitions().featureView(each.view()))
                .toList();
        return engine.backfill(
                request.withSnapshots(chooser.choose(request.revision(), views, request.snapshots())), listener);
    }

    @Override
    public void close() {
        engine.close();
    }
}
