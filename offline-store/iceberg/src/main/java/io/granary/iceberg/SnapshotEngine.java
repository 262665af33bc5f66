package io.granary.iceberg;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Does what another engine does, and tells it which snapshots to read: the newest, where a request names none. */
public final class SnapshotEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final IcebergCatalogs catalogs;

    /** @param engine closed with this one; the catalogs are not */
    public SnapshotEngine(OfflineEngine engine, IcebergCatalogs catalogs) {
        this.engine = engine;
        this.catalogs = catalogs;
    }

    /** A request that names a snapshot of each table that keeps them. */
    public static TrainingSetRequest choose(TrainingSetRequest request, IcebergCatalogs catalogs) {
        List<FeatureView> views = TrainingSetPlan.of(request).views();
        return request.withSnapshots(choose(request.revision(), views, request.snapshots(), catalogs));
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        return engine.buildTrainingSet(choose(request, catalogs), listener);
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        return engine.materialize(
                request.withSnapshots(choose(request.revision(), request.views(), request.snapshots())), listener);
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        List<String> views =
                request.views().stream().map(BackfillRequest.BackfillView::view).toList();
        return engine.backfill(request.withSnapshots(choose(request.revision(), views, request.snapshots())), listener);
    }

    private Map<String, ListedTable> choose(Revision revision, List<String> views, Map<String, ListedTable> chosen) {
        return choose(
                revision,
                views.stream().map(revision.definitions()::featureView).toList(),
                chosen,
                catalogs);
    }

    private static Map<String, ListedTable> choose(
            Revision revision, List<FeatureView> views, Map<String, ListedTable> chosen, IcebergCatalogs catalogs) {
        Map<String, ListedTable> snapshots = new HashMap<>(chosen);
        for (BatchSource table : SourceAtRest.versioned(revision, views)) {
            if (!snapshots.containsKey(table.name())) {
                snapshots.put(table.name(), catalogs.snapshot(table.path(), SnapshotChoice.NEWEST));
            }
        }
        return snapshots;
    }

    @Override
    public void close() {
        engine.close();
    }
}
