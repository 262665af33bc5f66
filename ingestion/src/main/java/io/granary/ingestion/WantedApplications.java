package io.granary.ingestion;

import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The stream applications that a rollout asks for: those of the newest revision first, then those that write what is
 * answered from or could be again. Immutable.
 *
 * @param plans by application id
 * @param newest ids of those of the newest revision
 * @param fields of the online store that are to be kept up to date
 */
record WantedApplications(Map<String, StreamPlan> plans, Set<String> newest, Set<String> fields) {

    static final WantedApplications NONE = new WantedApplications(Map.of(), Set.of(), Set.of());

    static WantedApplications of(ProjectRollout rollout) {
        Map<String, StreamPlan> plans = new LinkedHashMap<>();
        plansOf(rollout, rollout.newest()).forEach(plan -> plans.put(plan.applicationId(), plan));
        Set<String> newest = Set.copyOf(plans.keySet());
        Map<Revision, Set<String>> written = writtenFields(rollout);
        written.forEach((revision, fields) -> plansOf(rollout, revision).stream()
                .filter(plan -> plan.fields().stream().anyMatch(fields::contains))
                .forEach(plan -> plans.putIfAbsent(plan.applicationId(), plan)));
        Set<String> fields = new TreeSet<>();
        written.values().forEach(fields::addAll);
        return new WantedApplications(plans, newest, fields);
    }

    /** What each revision has to write, the latest first. A rollout has thousands of generations, of few revisions. */
    private static Map<Revision, Set<String>> writtenFields(ProjectRollout rollout) {
        Map<Revision, Set<String>> fields =
                new TreeMap<>(Comparator.comparing(Revision::number).reversed());
        for (ViewGeneration generation : rollout.rollout().generations().values()) {
            if (generation.state().isWritten()) {
                fields.computeIfAbsent(rollout.revisionOf(generation), revision -> new TreeSet<>())
                        .add(generation.field());
            }
        }
        return fields;
    }

    /** The plans of one revision, as its rows are written in a rollout. */
    static List<StreamPlan> plansOf(ProjectRollout rollout, Revision revision) {
        return StreamPlan.of(rollout.rollout().written(revision));
    }

    /** These and others. */
    WantedApplications with(List<StreamPlan> others) {
        Map<String, StreamPlan> all = new LinkedHashMap<>(plans);
        others.forEach(plan -> all.putIfAbsent(plan.applicationId(), plan));
        return new WantedApplications(all, newest, fields);
    }

    /** Those of plain views. */
    List<SourcePlan> plain() {
        return plans.values().stream()
                .filter(SourcePlan.class::isInstance)
                .map(SourcePlan.class::cast)
                .toList();
    }

    /** Those of windows. */
    List<WindowPlan> windows() {
        return plans.values().stream()
                .filter(WindowPlan.class::isInstance)
                .map(WindowPlan.class::cast)
                .toList();
    }

    List<StreamPlan> all() {
        return new ArrayList<>(plans.values());
    }
}
