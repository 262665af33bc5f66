package io.granary.offline.engine.process;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ObjectAddress;
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

/** Does what another engine does, and tells it which objects to read: all there are, where a request names none. */
public final class ObjectsEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final ObjectStores stores;

    /** @param engine closed with this one; the stores are not */
    public ObjectsEngine(OfflineEngine engine, ObjectStores stores) {
        this.engine = engine;
        this.stores = stores;
    }

    /** A request that names the objects of each table in an object store, and those of its entity frame. */
    public static TrainingSetRequest choose(TrainingSetRequest request, ObjectStores stores) {
        List<FeatureView> views = TrainingSetPlan.of(request).views();
        Map<String, ListedTable> tables = choose(request.revision(), views, request.snapshots(), stores);
        ListedTable frame = request.frame();
        return request.with(
                tables,
                frame == null && ObjectAddress.isAddress(request.entities())
                        ? stores.list(ObjectAddress.parse(request.entities()))
                        : frame);
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        return engine.buildTrainingSet(choose(request, stores), listener);
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
                stores);
    }

    private static Map<String, ListedTable> choose(
            Revision revision, List<FeatureView> views, Map<String, ListedTable> chosen, ObjectStores stores) {
        Map<String, ListedTable> tables = new HashMap<>(chosen);
        for (BatchSource table : SourceAtRest.objects(revision, views)) {
            ObjectAddress address = table.address();
            if (address != null && !tables.containsKey(table.name())) {
                tables.put(table.name(), stores.find(address));
            }
        }
        return tables;
    }

    @Override
    public void close() {
        engine.close();
    }
}
