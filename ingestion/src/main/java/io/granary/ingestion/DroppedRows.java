package io.granary.ingestion;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.row.StoredRow;
import io.granary.registry.client.ProjectRollout;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows of the feature log belong to generations that are gone, so that reading it again does not bring them back.
 * Rows of a generation that the rollout does not know are none of them: it may be newer. Immutable.
 *
 * @param fields each with the greatest schema revision of a row that is gone
 */
record DroppedRows(Map<String, Integer> fields) {

    static final DroppedRows NONE = new DroppedRows(Map.of());

    DroppedRows {
        fields = Map.copyOf(fields);
    }

    static DroppedRows of(ProjectRollout project) {
        Rollout rollout = project.rollout();
        Map<String, Integer> gone = new TreeMap<>();
        project.newest().viewStates().forEach((view, state) -> {
            addUnlessKnown(gone, rollout, state.field(view));
            for (ViewState earlier : state.retired()) {
                addUnlessKnown(gone, rollout, earlier.field(view));
            }
        });
        for (ViewGeneration dropping : rollout.in(GenerationState.DROPPING)) {
            gone.put(dropping.field(), rollout.newest());
        }
        return new DroppedRows(gone);
    }

    private static void addUnlessKnown(Map<String, Integer> gone, Rollout rollout, String field) {
        if (!rollout.generations().containsKey(field)) {
            gone.put(field, rollout.newest());
        }
    }

    /** Never a window state: the topics of those that are gone are not read. */
    boolean has(FeatureLogEntry entry) {
        Integer last = fields.get(entry.field());
        byte[] row = entry.stored();
        return last != null && row != null && StoredRow.schemaRevision(row) <= last;
    }
}
