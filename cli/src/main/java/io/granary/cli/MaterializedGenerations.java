package io.granary.cli;

import io.granary.cli.process.AppliedLog;
import io.granary.cli.terminal.ProgressLine;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.ingestion.Materializations;
import io.granary.registry.client.RegistryApi;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * What follows when every row at rest of some views is in the feature log: their generations that are being built answer
 * once the online store has the rows. Used once, by one thread.
 */
final class MaterializedGenerations {

    private final RegistryApi registry;
    private final Materializations log;
    private final Revision revision;
    private final List<FeatureView> views;
    private final Map<FeatureView, ViewGeneration> building = new LinkedHashMap<>();

    /** @param revision the newest one, as its rows were written */
    MaterializedGenerations(
            RegistryApi registry, Materializations log, Rollout rollout, Revision revision, List<String> views) {
        this.registry = registry;
        this.log = log;
        this.revision = revision;
        this.views = views.stream()
                .map(view -> revision.definitions().featureView(view))
                .toList();
        for (FeatureView view : this.views) {
            ViewGeneration generation =
                    rollout.generations().get(revision.viewState(view.name()).field(view.name()));
            if (generation != null && generation.state() == GenerationState.BUILDING) {
                building.put(view, generation);
            }
        }
    }

    /** Says why generations that are being built do not answer after a part of their rows was written. */
    void explainPart(PrintWriter err) {
        PresentNames names = new PresentNames(revision);
        building.values()
                .forEach(generation -> err.printf(
                        "%s is still being built: it answers after a materialization of every row%n",
                        names.text(generation)));
    }

    /** Tells ingestion that the rows are there, which lets their generations answer once they are applied. */
    Map<TopicPartition, Long> record() {
        Map<TopicPartition, Long> end = log.end(revision.project());
        return record(view -> end);
    }

    /** @param ends where the log ends that has a view's rows or states */
    Map<TopicPartition, Long> record(Function<FeatureView, Map<TopicPartition, Long>> ends) {
        Map<TopicPartition, Long> all = new HashMap<>();
        for (FeatureView view : views) {
            Map<TopicPartition, Long> end = ends.apply(view);
            log.record(revision, view, end);
            all.putAll(end);
        }
        return all;
    }

    /**
     * Waits until the rows are in the online store, and lets the generations that need no more than that answer.
     *
     * @throws GranaryException (UNAVAILABLE) when no ingestion process is there to apply them
     */
    void promote(Map<TopicPartition, Long> end, PrintWriter err) {
        if (building.isEmpty()) {
            return;
        }
        awaitApplied(end);
        building.forEach((view, generation) -> promote(view, generation, err));
    }

    private void promote(FeatureView view, ViewGeneration generation, PrintWriter err) {
        String name = new PresentNames(revision).text(generation);
        if (revision.definitions().source(view.source()).findStream(revision.project()) != null) {
            err.printf("%s answers once stream source %s has caught up too%n", name, view.source());
            return;
        }
        registry.promote(revision.project(), generation);
        err.printf("%s is filled%n", name);
    }

    private void awaitApplied(Map<TopicPartition, Long> end) {
        try (ProgressLine progress = new ProgressLine("apply")) {
            new AppliedLog(log, revision.project()).await(end, progress::at);
        }
    }
}
