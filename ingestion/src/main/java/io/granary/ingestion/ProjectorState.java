package io.granary.ingestion;

import io.granary.ingestion.ComponentHealth.State;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other threads may know of the projector. Safe for threads. */
final class ProjectorState {

    private static final Logger log = LoggerFactory.getLogger(ProjectorState.class);
    private static final String NAME = "projector";

    private final Map<TopicPartition, Long> applied = new ConcurrentHashMap<>();
    private volatile ComponentHealth health = ComponentHealth.of(NAME, State.STARTING);
    private volatile DroppedRows dropped = DroppedRows.NONE;
    private volatile Map<String, ProjectedLog> logs = Map.of();

    /** For each partition that is projected here, the offset up to which the online store has every row. */
    Map<TopicPartition, Long> applied() {
        return Map.copyOf(applied);
    }

    /** Whether the first partition of a topic is projected here: so it is in one process of a project, or in none for a moment. */
    boolean hasFirstPartition(String topic) {
        return applied.containsKey(new TopicPartition(topic, 0));
    }

    void applied(TopicPartition partition, long offset) {
        applied.put(partition, offset);
    }

    void revoked(Collection<TopicPartition> partitions) {
        applied.keySet().removeAll(partitions);
    }

    /** What is to be projected, by topic. */
    Map<String, ProjectedLog> logs() {
        return logs;
    }

    void follow(Map<String, ProjectedLog> topics) {
        logs = Map.copyOf(topics);
    }

    /** Rows that are not to be projected any more. */
    DroppedRows dropped() {
        return dropped;
    }

    void drop(DroppedRows rows) {
        dropped = rows;
    }

    ComponentHealth health() {
        return health;
    }

    void running() {
        if (!health.isRunning()) {
            log.info("The projector is running");
            health = ComponentHealth.of(NAME, State.RUNNING);
        }
    }

    void troubled(State state, String problem) {
        if (health.state() != state) {
            log.warn("The projector waits: {}", problem);
        }
        health = new ComponentHealth(NAME, state, problem);
    }

    void stopped() {
        health = ComponentHealth.of(NAME, State.STOPPED);
    }
}
