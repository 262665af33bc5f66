package io.granary.ingestion;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * How far applications have come with the replay of their topics: each has caught up once it has committed the records that
 * were in its topic when it started for the first time. What that was is kept by the broker, so that a restart, or another
 * process of the same project, goes on with it. Blocks on the broker; used by one thread.
 */
final class Replays {

    /** Long before the broker forgets saved offsets. */
    private static final long SAVE_AGAIN_NANOS = Duration.ofHours(1).toNanos();

    private final Offsets offsets;
    private final RecordTails tails;
    private final Map<String, Map<TopicPartition, Long>> targets = new HashMap<>();
    private final Map<String, Map<TopicPartition, Long>> events = new HashMap<>();
    private final Set<String> caughtUp = new HashSet<>();
    private long savedNanos = System.nanoTime();

    Replays(Offsets offsets, RecordTails tails) {
        this.offsets = offsets;
        this.tails = tails;
    }

    /** Before the application starts, here or for the first time anywhere. */
    void begin(StreamPlan plan) {
        String id = plan.applicationId();
        if (targets.containsKey(id)) {
            return;
        }
        Map<TopicPartition, Long> saved = offsets.committed(targetOf(id));
        if (saved.isEmpty() && offsets.committed(id).isEmpty()) {
            saved = offsets.ends(plan.source().topic());
            offsets.save(targetOf(id), saved);
        }
        targets.put(id, saved);
    }

    /** Whether an application has caught up, now or in an earlier process; not if it never began. */
    boolean isCaughtUp(StreamPlan plan) {
        String id = plan.applicationId();
        if (!caughtUp.contains(id) && hasBegun(id) && hasRead(id) && hasComputed(plan)) {
            caughtUp.add(id);
        }
        return caughtUp.contains(id);
    }

    /** Events that an application which has begun has to catch up with. */
    long remaining(StreamPlan plan) {
        String id = plan.applicationId();
        saveAgain();
        return offsets.remaining(id, targets.getOrDefault(id, Map.of()));
    }

    private boolean hasRead(String id) {
        saveAgain();
        return areRead(id, targets.getOrDefault(id, Map.of()));
    }

    /** Whether what an application had read of its source when this was first asked has been computed too. */
    private boolean hasComputed(StreamPlan plan) {
        String id = plan.applicationId();
        for (String topic : plan.reads()) {
            if (!topic.equals(plan.source().topic())) {
                Map<TopicPartition, Long> ends = events.computeIfAbsent(id, unknown -> offsets.ends(topic));
                return areRead(id, ends);
            }
        }
        return true;
    }

    /** An application that was restarted behind its last record need not commit what is no record after it. */
    private boolean areRead(String id, Map<TopicPartition, Long> ends) {
        UnreadOffsets rest = offsets.unread(id, ends);
        return tails.areRead(rest.from(), rest.to());
    }

    private boolean hasBegun(String id) {
        if (!targets.containsKey(id)) {
            Map<TopicPartition, Long> saved = offsets.committed(targetOf(id));
            if (saved.isEmpty() && offsets.committed(id).isEmpty()) {
                return false;
            }
            targets.put(id, saved);
        }
        return true;
    }

    private void saveAgain() {
        if (System.nanoTime() - savedNanos > SAVE_AGAIN_NANOS) {
            savedNanos = System.nanoTime();
            targets.forEach((id, target) -> {
                if (!target.isEmpty() && !caughtUp.contains(id)) {
                    offsets.save(targetOf(id), target);
                }
            });
        }
    }

    /** Forgets an application that nobody runs any more: a later one of the same id begins anew. */
    void forget(String id) {
        offsets.forget(id);
        offsets.forget(targetOf(id));
        targets.remove(id);
        events.remove(id);
        caughtUp.remove(id);
    }

    private static String targetOf(String id) {
        return id + ".target";
    }
}
