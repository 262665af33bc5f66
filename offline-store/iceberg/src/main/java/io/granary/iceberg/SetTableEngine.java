package io.granary.iceberg;

import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;

/** Does what another engine does, and makes a training set that is for a table the rows of it. */
public final class SetTableEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final IcebergCatalogs catalogs;

    /** @param engine closed with this one; the catalogs are not */
    public SetTableEngine(OfflineEngine engine, IcebergCatalogs catalogs) {
        this.engine = engine;
        this.catalogs = catalogs;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        String name = request.table();
        if (name == null) {
            return engine.buildTrainingSet(request, listener);
        }
        SetTable table = catalogs.sets(name);
        table.require(request);
        TrainingSetManifest manifest = engine.buildTrainingSet(request, listener);
        return table.commit(request.output(), manifest, request.existingOutput());
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        return engine.materialize(request, listener);
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        return engine.backfill(request, listener);
    }

    @Override
    public void close() {
        engine.close();
    }
}
