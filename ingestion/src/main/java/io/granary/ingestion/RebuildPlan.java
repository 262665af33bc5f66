package io.granary.ingestion;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ProjectRollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a rebuild of the online store does: which topics of the feature log are applied again, and where the log does not
 * reach back, what of each view comes from elsewhere, or is nowhere.
 *
 * @param logs in the order of their topics
 * @param views one for each generation that is written, in the order of fields
 */
public record RebuildPlan(ProjectRollout rollout, List<Log> logs, List<View> views) {

    public RebuildPlan {
        logs = List.copyOf(logs);
        views = List.copyOf(views);
    }

    /**
     * A topic of the feature log.
     *
     * @param from the first offset of each partition that is there
     * @param to its end when this was planned
     * @param since from when on everything is there; null: from the beginning
     */
    public record Log(
            String topic,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            @Nullable Instant since) {

        public Log {
            from = Map.copyOf(from);
            to = Map.copyOf(to);
        }

        /** Offsets between beginning and end, of which compaction may have taken records. */
        public long length() {
            return sum(to) - sum(from);
        }

        private static long sum(Map<TopicPartition, Long> offsets) {
            return offsets.values().stream().mapToLong(offset -> offset).sum();
        }
    }

    /** Where values come from. */
    public enum Origin {
        /** A topic of the feature log, applied from its start. */
        FEATURE_LOG("feature log"),
        /** Rows at rest, materialized again. */
        MATERIALIZATION("materialization"),
        /** Events that their topic still has, computed again. */
        TOPIC("topic");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        /** As people read it. */
        public String text() {
            return text;
        }
    }

    /**
     * One of the places that a view is restored from.
     *
     * @param name of the topic, or of the source at rest
     * @param since from when on everything is there; null: from the beginning
     */
    public record Part(Origin origin, String name, @Nullable Instant since) {}

    /**
     * One generation of a view.
     *
     * @param name of the view in its revision
     * @param revision as its rows are written
     * @param field of the online store
     * @param lost what is in none of the places; null: nothing
     */
    public record View(
            String name,
            Revision revision,
            String field,
            GenerationState state,
            List<Part> parts,
            @Nullable String lost) {

        public View {
            parts = List.copyOf(parts);
        }

        boolean comesFrom(Origin origin) {
            return parts.stream().anyMatch(part -> part.origin() == origin);
        }
    }

    /** Whether everything that the online store had is somewhere. */
    public boolean isWhole() {
        return views.stream().allMatch(view -> view.lost() == null);
    }

    /** The views whose rows at rest have to be materialized, by the revision that computes them, the latest last. */
    public List<Materialization> materializations() {
        Map<Integer, List<View>> views = new TreeMap<>();
        for (View view : this.views) {
            if (view.comesFrom(Origin.MATERIALIZATION)) {
                views.computeIfAbsent(view.revision().number(), number -> new ArrayList<>())
                        .add(view);
            }
        }
        return views.values().stream().map(Materialization::of).toList();
    }

    /** Views of one revision that are materialized together. */
    public record Materialization(Revision revision, List<String> views) {

        static Materialization of(List<View> views) {
            return new Materialization(
                    views.get(0).revision(), views.stream().map(View::name).toList());
        }
    }
}
