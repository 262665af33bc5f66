package io.granary.ingestion;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Where logs ended when what some records lead to was first known to be in them. A later end would serve as well, but moves
 * on for as long as there is traffic, so that its readers were never seen to have reached it. Safe for threads.
 */
public final class SeenEnds {

    private final Map<String, Map<TopicPartition, Long>> ends = new ConcurrentHashMap<>();

    /** @param path of the records, which comes to a log once */
    Map<TopicPartition, Long> of(String path, String log, Function<String, Map<TopicPartition, Long>> now) {
        return ends.computeIfAbsent(path + " " + log, first -> now.apply(log));
    }
}
