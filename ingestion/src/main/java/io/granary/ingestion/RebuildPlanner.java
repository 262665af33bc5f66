package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.ViewGeneration;
import io.granary.core.erasure.ErasedEntities;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.RebuildPlan.Origin;
import io.granary.ingestion.RebuildPlan.Part;
import io.granary.registry.client.ProjectRollout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds out what the online store of a project can be rebuilt from. Blocks on the broker; used once by one thread. */
final class RebuildPlanner {

    private final ProjectRollout rollout;
    private final Offsets offsets;
    private final Set<String> topics;
    private final InstantSource clock;
    private final Map<String, Map<TopicPartition, Long>> starts = new HashMap<>();

    /** @param topics the names of all that there are */
    RebuildPlanner(ProjectRollout rollout, Offsets offsets, Set<String> topics, InstantSource clock) {
        this.rollout = rollout;
        this.offsets = offsets;
        this.topics = topics;
        this.clock = clock;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when there is no feature log */
    RebuildPlan plan() {
        requireTopic(rowsTopic());
        ProjectedLogs projected = new ProjectedLogs(() -> topics, () -> ErasedEntities.NONE);
        projected.follow(rollout);
        List<RebuildPlan.Log> logs = new TreeSet<>(projected.existing().keySet())
                .stream().map(this::log).toList();
        List<RebuildPlan.View> views = rollout.rollout().generations().values().stream()
                .filter(generation -> generation.state().isWritten())
                .map(this::view)
                .flatMap(Stream::ofNullable)
                .toList();
        return new RebuildPlan(rollout, logs, views);
    }

    private RebuildPlan.@Nullable View view(ViewGeneration generation) {
        Revision revision = rollout.rollout().written(rollout.revisionOf(generation));
        FeatureView view = revision.onlineFields().get(generation.field());
        if (view == null) {
            return null;
        }
        return view.isWindowed() ? windows(generation, revision, view) : rows(generation, revision, view);
    }

    private RebuildPlan.Log log(String topic) {
        return new RebuildPlan.Log(topic, starts(topic), offsets.ends(topic), since(topic));
    }

    /** Topics of states are compacted: what is there is all. */
    private RebuildPlan.View windows(ViewGeneration generation, Revision revision, FeatureView view) {
        List<Part> parts = WindowPlan.of(revision).stream()
                .filter(plan -> plan.field().equals(generation.field()))
                .flatMap(plan -> Stream.of(plan.log(), plan.backfillLog()))
                .filter(topics::contains)
                .map(topic -> new Part(Origin.FEATURE_LOG, topic, null))
                .toList();
        return view(generation, revision, view, parts, parts.isEmpty() ? "no topic has states of it" : null);
    }

    private RebuildPlan.View rows(ViewGeneration generation, Revision revision, FeatureView view) {
        List<Part> parts = new ArrayList<>();
        Instant since = since(rowsTopic());
        parts.add(new Part(Origin.FEATURE_LOG, rowsTopic(), since));
        if (since == null) {
            return view(generation, revision, view, parts, null);
        }
        DataSource source = revision.definitions().source(view.source());
        StreamSource stream = source.findStream(revision.project());
        if (stream == null) {
            parts.add(new Part(Origin.MATERIALIZATION, source.name(), null));
            return view(generation, revision, view, parts, null);
        }
        if (stream.history() != null) {
            parts.add(new Part(Origin.MATERIALIZATION, stream.history().source(), null));
        }
        return view(generation, revision, view, parts, addTopic(stream.topic(), since, parts));
    }

    /** @return what is lost */
    private @Nullable String addTopic(String topic, Instant logged, List<Part> parts) {
        if (!topics.contains(topic)) {
            return "rows before " + logged + ": topic " + topic + " is not there";
        }
        Instant since = since(topic);
        parts.add(new Part(Origin.TOPIC, topic, since));
        if (since == null) {
            return null;
        }
        Instant first = since.isBefore(logged) ? since : logged;
        return "rows of events that arrived before " + first + ": topic " + topic + " has no earlier ones";
    }

    private static RebuildPlan.View view(
            ViewGeneration generation, Revision revision, FeatureView view, List<Part> parts, @Nullable String lost) {
        return new RebuildPlan.View(view.name(), revision, generation.field(), generation.state(), parts, lost);
    }

    /** From when on a topic has every record that it ever had; null: from its beginning. */
    private @Nullable Instant since(String topic) {
        Set<TopicPartition> shortened = starts(topic).entrySet().stream()
                .filter(start -> start.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (shortened.isEmpty() || isCompacted(topic)) {
            return null;
        }
        Map<TopicPartition, Long> firstArrivals = offsets.firstArrivals(shortened);
        return shortened.stream()
                .map(partition -> Instant.ofEpochMilli(firstArrivals.getOrDefault(partition, clock.millis())))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private boolean isCompacted(String topic) {
        return WantedApplications.of(rollout).windows().stream()
                .anyMatch(plan -> topic.equals(plan.log()) || topic.equals(plan.backfillLog()));
    }

    private Map<TopicPartition, Long> starts(String topic) {
        return starts.computeIfAbsent(topic, offsets::starts);
    }

    private String rowsTopic() {
        return FeatureLogRecord.rowsTopic(rollout.rollout().project());
    }

    private void requireTopic(String topic) {
        if (!topics.contains(topic)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot rebuild the online store of project '"
                            + rollout.rollout().project() + "': Kafka has no topic " + topic
                            + ", so nothing was ever written");
        }
    }
}
