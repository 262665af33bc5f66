package io.granary.ingestion;

import io.granary.core.erasure.ErasedEntities;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.featurelog.WindowState;
import io.granary.registry.client.ProjectRollout;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which topics make up the feature log of a project, and how their records are read. Used by one thread. */
final class ProjectedLogs {

    private final Supplier<Set<String>> topics;
    private final Supplier<ErasedEntities> erased;
    private final Map<String, ProjectedLog> existing = new HashMap<>();
    private final Map<String, ProjectedLog> awaited = new HashMap<>();

    /**
     * Of no topic yet.
     *
     * @param topics names all that there are; blocks on the broker
     * @param erased asked for each row; safe for threads
     */
    ProjectedLogs(Supplier<Set<String>> topics, Supplier<ErasedEntities> erased) {
        this.topics = topics;
        this.erased = erased;
    }

    /**
     * Rows say themselves what field they are of. One that was appended before its entity was erased comes again when the
     * log is read again: it says nothing any more.
     */
    static ProjectedLog rows(Supplier<ErasedEntities> erased) {
        return (each, epoch) -> {
            FeatureLogRecord record = FeatureLogRecord.decode(each.key(), each.value());
            boolean isErased =
                    record.row() != null && erased.get().has(record.key().bytes(), each.timestamp());
            return isErased ? null : record;
        };
    }

    /** Takes note of another rollout. */
    void follow(ProjectRollout rollout) {
        existing.clear();
        awaited.clear();
        existing.put(FeatureLogRecord.rowsTopic(rollout.rollout().project()), rows(erased));
        for (WindowPlan plan : WantedApplications.of(rollout).windows()) {
            awaited.put(plan.log(), WindowLog.of(plan.field(), plan.layout(), ""));
            awaited.put(plan.backfillLog(), WindowLog.of(plan.field(), plan.layout(), WindowState.BACKFILL));
        }
    }

    /** The rows' topic, and those topics of window states that exist by now: a backfill's may never. */
    Map<String, ProjectedLog> existing() {
        if (!awaited.isEmpty()) {
            Set<String> names = topics.get();
            awaited.forEach((topic, log) -> {
                if (names.contains(topic)) {
                    existing.put(topic, log);
                }
            });
            awaited.keySet().removeAll(existing.keySet());
        }
        return Map.copyOf(existing);
    }
}
