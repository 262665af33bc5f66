package io.granary.offline.engine.process;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.util.List;
import java.util.Map;

/** Finds out what is read of tables that are listed before a job: in which version, of which files. */
public interface TableChooser {

    /**
     * The tables of a request, and those of some views that this knows and the request does not name.
     *
     * @param chosen by the names of sources
     */
    Map<String, ListedTable> choose(Revision revision, List<FeatureView> views, Map<String, ListedTable> chosen);

    /** The request with all its tables chosen. */
    default MaterializationRequest choose(MaterializationRequest request) {
        List<FeatureView> views = request.views().stream()
                .map(request.revision().definitions()::featureView)
                .toList();
        return request.withSnapshots(choose(request.revision(), views, request.snapshots()));
    }

    /** The request with all its tables chosen. */
    default TrainingSetRequest choose(TrainingSetRequest request) {
        return request.withSnapshots(
                choose(request.revision(), TrainingSetPlan.of(request).views(), request.snapshots()));
    }
}
