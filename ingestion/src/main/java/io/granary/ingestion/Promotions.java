package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.ViewGeneration;
import io.granary.ingestion.ComponentHealth.State;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RolloutReports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells the registry which generations are filled: the stream application has caught up, the rows at rest were
 * materialized, and the online store has all of it. Blocks on broker and registry; used by one thread.
 */
final class Promotions {

    private final Offsets offsets;
    private final Replays replays;
    private final RolloutReports reports;

    /** By application id, the end of its feature log when its application was first seen to have caught up. */
    private final Map<String, Map<TopicPartition, Long>> written = new HashMap<>();

    Promotions(Offsets offsets, Replays replays, RolloutReports reports) {
        this.offsets = offsets;
        this.replays = replays;
        this.reports = reports;
    }

    /** Reports what is filled, and says of every generation that is being built what it waits for. */
    List<ComponentHealth> step(ProjectRollout rollout) {
        List<ViewGeneration> unfilled = rollout.rollout().in(GenerationState.BUILDING);
        if (unfilled.isEmpty()) {
            written.clear();
            return List.of();
        }
        List<ComponentHealth> building = new ArrayList<>();
        Revision newest = rollout.rollout().written(rollout.newest());
        Map<String, FeatureView> views = newest.onlineFields();
        Map<String, StreamPlan> plans = plansByField(newest);
        for (ViewGeneration generation : unfilled) {
            FeatureView view = views.get(generation.field());
            String awaited = view == null ? "a newer revision" : awaited(newest, view, plans.get(generation.field()));
            building.add(new ComponentHealth(
                    "generation " + generation.field(),
                    State.BUILDING,
                    "waits for " + (awaited == null ? report(generation) : awaited)));
        }
        return building;
    }

    /** What cannot be asked for, such as a topic that is gone, is waited for; it does not hold up the other generations. */
    private @Nullable String awaited(Revision newest, FeatureView view, @Nullable StreamPlan plan) {
        try {
            return unfilled(newest, view, plan);
        } catch (GranaryException e) {
            return "the broker: " + e.getMessage();
        }
    }

    /** @param plan of the application that fills the view; null: rows at rest alone do */
    private @Nullable String unfilled(Revision newest, FeatureView view, @Nullable StreamPlan plan) {
        DataSource source = newest.definitions().source(view.source());
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (plan != null) {
            if (!replays.isCaughtUp(plan)) {
                return "source " + source.name() + ", " + replays.remaining(plan) + " events to go";
            }
            ends.putAll(written.computeIfAbsent(plan.applicationId(), id -> offsets.ends(plan.log())));
        }
        StreamSource stream = source.findStream(newest.project());
        if (stream == null || stream.history() != null) {
            Map<TopicPartition, Long> materialized = offsets.committed(Materializations.group(newest, view));
            if (materialized.isEmpty()) {
                return view.isWindowed()
                        ? "a backfill (granary backfill " + view.name() + ")"
                        : "a whole materialization (granary materialize " + view.name() + ")";
            }
            materialized.forEach((partition, end) -> ends.merge(partition, end, Math::max));
        }
        long rows = offsets.remaining(KafkaClients.projectorGroup(newest.project()), ends);
        return rows == 0 ? null : rows + " records of the feature log";
    }

    private static Map<String, StreamPlan> plansByField(Revision newest) {
        Map<String, StreamPlan> plans = new HashMap<>();
        StreamPlan.of(newest).forEach(plan -> plan.fields().forEach(field -> plans.put(field, plan)));
        return plans;
    }

    private String report(ViewGeneration generation) {
        try {
            reports.filled(generation);
            return "the other generations of its revision";
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.NOT_FOUND) {
                return "the rollout to move on";
            }
            return "the registry: " + e.getMessage();
        }
    }
}
