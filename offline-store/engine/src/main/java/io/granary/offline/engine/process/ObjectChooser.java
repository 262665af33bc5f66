package io.granary.offline.engine.process;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of tables in object stores, and of an entity frame there, takes all objects that there are now. */
public final class ObjectChooser implements TableChooser {

    private final ObjectStores stores;

    public ObjectChooser(ObjectStores stores) {
        this.stores = stores;
    }

    @Override
    public TrainingSetRequest choose(TrainingSetRequest request) {
        TrainingSetRequest chosen = TableChooser.super.choose(request);
        return chosen.frame() == null && ObjectAddress.isAddress(chosen.entities())
                ? chosen.with(chosen.snapshots(), stores.list(ObjectAddress.parse(chosen.entities())))
                : chosen;
    }

    @Override
    public Map<String, ListedTable> choose(
            Revision revision, List<FeatureView> views, Map<String, ListedTable> chosen) {
        Map<String, ListedTable> tables = new HashMap<>(chosen);
        for (BatchSource table : SourceAtRest.objects(revision, views)) {
            ObjectAddress address = table.address();
            if (address != null && !tables.containsKey(table.name())) {
                tables.put(table.name(), stores.find(address));
            }
        }
        return tables;
    }
}
