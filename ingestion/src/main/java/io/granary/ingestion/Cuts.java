package io.granary.ingestion;

import io.granary.core.definition.StreamSource;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * From where on the application of a generation of windows counts the events of its source: what is below is a
 * backfill's. Chosen when the application starts for the first time anywhere, and kept by the broker. Where the topic has
 * lost its first records, an event that is still there may repeat one that is not: so counting begins where that cannot
 * be any more, and what comes before is only read to be recognized. Blocks on the broker; used by one thread.
 */
final class Cuts {

    /** By how much arrivals of different partitions may disagree. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Offsets offsets;
    private final Topics topics;

    Cuts(Offsets offsets, Topics topics) {
        this.offsets = offsets;
        this.topics = topics;
    }

    /** Before an application starts, here or for the first time anywhere. */
    SourceProgress begin(WindowPlan plan) {
        String id = plan.applicationId();
        String topic = plan.source().topic();
        if (offsets.committed(id).isEmpty()) {
            topics.deleteInternal(id);
            start(plan);
        }
        Map<TopicPartition, Long> cut = offsets.committed(cutOf(id));
        Map<TopicPartition, Long> start = offsets.committed(startOf(id));
        Map<Integer, Long> counted = new HashMap<>();
        cut.forEach((partition, offset) -> {
            if (start.getOrDefault(partition, offset) < offset) {
                counted.put(partition.partition(), offset);
            }
        });
        return new SourceProgress(offsets.ends(topic).size(), counted);
    }

    private void start(WindowPlan plan) {
        String id = plan.applicationId();
        Map<TopicPartition, Long> start = offsets.starts(plan.source().topic());
        offsets.save(cutOf(id), cut(plan.source(), start));
        offsets.save(startOf(id), start);
        offsets.save(id, start);
    }

    private Map<TopicPartition, Long> cut(StreamSource source, Map<TopicPartition, Long> start) {
        boolean isWhole = Collections.max(start.values()) == 0;
        if (isWhole || source.eventId() == null) {
            return start;
        }
        Set<TopicPartition> shortened = start.entrySet().stream()
                .filter(partition -> partition.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        long firstArrival = offsets.firstArrivals(shortened).values().stream()
                .mapToLong(arrival -> arrival)
                .max()
                .orElse(Long.MAX_VALUE);
        Duration reach = source.allowedLateness().plus(source.maxFutureSkew()).plus(SLACK);
        return firstArrival == Long.MAX_VALUE
                ? offsets.ends(source.topic())
                : offsets.at(source.topic(), firstArrival + reach.toMillis());
    }

    /** Says again what the broker would forget. */
    void saveAgain(WindowPlan plan) {
        String id = plan.applicationId();
        offsets.save(cutOf(id), offsets.committed(cutOf(id)));
        offsets.save(startOf(id), offsets.committed(startOf(id)));
    }

    void forget(String id) {
        offsets.forget(cutOf(id));
        offsets.forget(startOf(id));
    }

    static String cutOf(String id) {
        return id + ".cut";
    }

    private static String startOf(String id) {
        return id + ".start";
    }
}
