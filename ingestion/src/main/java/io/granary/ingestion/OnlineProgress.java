package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.ViewGeneration;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.jspecify.annotations.Nullable;

/**
 * How far records of a topic have come on their way into the online store, found out from what the broker and the store
 * know, so that any process can tell. An application that has committed an offset has written all that earlier records
 * lead to, in the same transaction; it is then below the end of what it writes to, and the next reader has it when it has
 * passed that end. Every call blocks on the broker and throws {@link GranaryException} with UNAVAILABLE when something
 * does not answer. Safe for threads; whoever opens it closes it.
 */
public final class OnlineProgress implements AutoCloseable {

    private final String project;
    private final Map<String, String> kafka;
    private final RecordTails tails;
    private final OnlineStore store;
    private @Nullable Admin admin;

    private OnlineProgress(String project, Map<String, String> kafka, OnlineStore store) {
        this.project = project;
        this.kafka = Map.copyOf(kafka);
        this.tails = RecordTails.ofMarkers(kafka);
        this.store = store;
    }

    /**
     * Returns at once; Kafka need not be there.
     *
     * @param kafka settings of a client, {@code bootstrap.servers} among them
     */
    public static OnlineProgress open(String project, Map<String, String> kafka, OnlineStore store) {
        return new OnlineProgress(project, kafka, store);
    }

    /**
     * Of each view that is answered from a source's events, whether the store has all that records below the ends lead to.
     *
     * @param topic of the source
     * @param ends offsets by partition
     * @param seen what was found out about these records before; is added to
     * @return by the names of views
     */
    public Map<String, Boolean> views(
            ProjectRollout rollout, String topic, Map<TopicPartition, Long> ends, SeenEnds seen) {
        Map<String, Boolean> views = new TreeMap<>();
        List<StreamPlan> plans = plans(rollout, topic);
        for (ViewGeneration generation : rollout.rollout().generations().values()) {
            List<StreamPlan> writers = plans.stream()
                    .filter(plan -> plan.fields().contains(generation.field()))
                    .toList();
            if (generation.state().isServed() && !writers.isEmpty()) {
                boolean isServable = writers.stream().anyMatch(plan -> isThrough(plan, ends, seen));
                views.merge(viewName(rollout, generation), isServable, Boolean::logicalAnd);
            }
        }
        return views;
    }

    /** Those that write what answers may come from: of the same field every one writes the same. */
    private static List<StreamPlan> plans(ProjectRollout rollout, String topic) {
        List<StreamPlan> plans = new ArrayList<>(WantedApplications.of(rollout).all());
        plans.addAll(WantedApplications.plansOf(rollout, rollout.live()));
        return plans.stream()
                .filter(plan -> plan.source().topic().equals(topic))
                .collect(Collectors.toMap(StreamPlan::applicationId, plan -> plan, (first, same) -> first))
                .values()
                .stream()
                .toList();
    }

    private static String viewName(ProjectRollout rollout, ViewGeneration generation) {
        FeatureView view = rollout.revisionOf(generation).onlineFields().get(generation.field());
        return view == null ? generation.view() : view.name();
    }

    private boolean isThrough(StreamPlan plan, Map<TopicPartition, Long> ends, SeenEnds seen) {
        Map<TopicPartition, Long> wanted = ends;
        String path = plan.applicationId();
        for (String topic : plan.reads()) {
            if (!topic.equals(plan.source().topic())) {
                wanted = seen.of(path, topic, log -> offsets().ends(log));
            }
            if (!tails.areRead(offsets().committed(plan.applicationId()), wanted)) {
                return false;
            }
        }
        return isProjected(
                plan.log(), seen.of(path, plan.log(), log -> offsets().ends(log)));
    }

    /** Whether the store has all rows below the ends of the feature log's topic of rows. */
    public boolean hasRows(Map<TopicPartition, Long> ends) {
        return isProjected(FeatureLogRecord.rowsTopic(project), ends);
    }

    /**
     * The projector has come so far, and the store says so too: a store that forgot rows forgot its notes, and one whose log
     * was made anew has notes of another.
     */
    boolean isProjected(String log, Map<TopicPartition, Long> ends) {
        return tails.areRead(offsets().committed(KafkaClients.projectorGroup(project)), ends)
                && tails.areRead(noted(log), ends);
    }

    private Map<TopicPartition, Long> noted(String log) {
        Map<TopicPartition, Long> noted = new HashMap<>();
        try {
            store.noted(log)
                    .toCompletableFuture()
                    .join()
                    .forEach((partition, offset) -> noted.put(new TopicPartition(log, partition), offset));
        } catch (CompletionException e) {
            throw e.getCause() instanceof GranaryException known
                    ? known
                    : new GranaryException(ErrorCode.UNAVAILABLE, "Cannot ask the online store: " + e.getMessage(), e);
        }
        return noted;
    }

    /**
     * Where a topic ended when what some records lead to was first known to be in it.
     *
     * @param path of the records, which comes to the topic once
     */
    public Map<TopicPartition, Long> ends(String topic, String path, SeenEnds seen) {
        return seen.of(path, topic, log -> offsets().ends(log));
    }

    /** Whether a consumer group has committed every record below the ends. */
    public boolean hasCommitted(String group, Map<TopicPartition, Long> ends) {
        return tails.areRead(offsets().committed(group), ends);
    }

    /**
     * The topic that has an id.
     *
     * @throws GranaryException (NOT_FOUND) when there is none: it was deleted, and may have been made anew
     */
    public String topic(Uuid id) {
        try {
            return Topics.await(
                            admin().describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                                    .allTopicIds(),
                            "find the topic of id " + id)
                    .values()
                    .iterator()
                    .next()
                    .name();
        } catch (GranaryException e) {
            if (e.getCause() instanceof UnknownTopicIdException) {
                throw new GranaryException(ErrorCode.NOT_FOUND, "topic: id '" + id + "' does not exist any more", e);
            }
            throw e;
        }
    }

    private Offsets offsets() {
        return new Offsets(admin());
    }

    private synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = KafkaClients.admin(kafka);
            admin = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        tails.close();
        if (admin != null) {
            admin.close();
        }
    }
}
