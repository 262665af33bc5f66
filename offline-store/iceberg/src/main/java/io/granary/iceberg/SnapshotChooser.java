package io.granary.iceberg;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.process.TableChooser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Of tables that keep snapshots, takes the newest. */
public final class SnapshotChooser implements TableChooser {

    private final IcebergCatalogs catalogs;

    /** @param catalogs not closed */
    public SnapshotChooser(IcebergCatalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public Map<String, ListedTable> choose(
            Revision revision, List<FeatureView> views, Map<String, ListedTable> chosen) {
        Map<String, ListedTable> snapshots = new HashMap<>(chosen);
        for (BatchSource table : SourceAtRest.versioned(revision, views)) {
            if (!snapshots.containsKey(table.name())) {
                snapshots.put(table.name(), catalogs.snapshot(table.path(), SnapshotChoice.NEWEST));
            }
        }
        return snapshots;
    }

    /** Also says what came since snapshots that were read before; where that cannot be told, everything is read. */
    @Override
    public MaterializationRequest choose(MaterializationRequest request) {
        MaterializationRequest chosen = TableChooser.super.choose(request);
        return chosen.withSince(new SnapshotIncrements(catalogs, chosen).since());
    }
}
