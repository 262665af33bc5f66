package io.granary.ingestion;

import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The stream applications that a rollout asks for: those of the newest revision first, then those that write what is
 * answered from or could be again. Immutable.
 *
 * @param plans by application id
 * @param newest ids of those of the newest revision
 * @param fields of the online store that are to be kept up to date
 */
record WantedApplications(Map<String, SourcePlan> plans, Set<String> newest, Set<String> fields) {

    static final WantedApplications NONE = new WantedApplications(Map.of(), Set.of(), Set.of());

    static WantedApplications of(ProjectRollout rollout) {
        Map<String, SourcePlan> plans = new LinkedHashMap<>();
        plansOf(rollout, rollout.newest()).forEach(plan -> plans.put(plan.applicationId(), plan));
        Set<String> newest = Set.copyOf(plans.keySet());
        List<ViewGeneration> written = rollout.rollout().generations().values().stream()
                .filter(generation -> generation.state().isWritten())
                .toList();
        for (ViewGeneration generation : written) {
            plansOf(rollout, rollout.revisionOf(generation)).stream()
                    .filter(plan -> plan.fields().contains(generation.field()))
                    .forEach(plan -> plans.putIfAbsent(plan.applicationId(), plan));
        }
        return new WantedApplications(
                plans,
                newest,
                written.stream().map(ViewGeneration::field).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The plans of one revision, as its rows are written in a rollout. */
    static List<SourcePlan> plansOf(ProjectRollout rollout, Revision revision) {
        return SourcePlan.of(rollout.rollout().written(revision));
    }

    /** These and others. */
    WantedApplications with(List<SourcePlan> others) {
        Map<String, SourcePlan> all = new LinkedHashMap<>(plans);
        others.forEach(plan -> all.putIfAbsent(plan.applicationId(), plan));
        return new WantedApplications(all, newest, fields);
    }

    List<SourcePlan> all() {
        return new ArrayList<>(plans.values());
    }
}
