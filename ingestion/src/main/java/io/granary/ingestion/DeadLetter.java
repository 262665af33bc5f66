package io.granary.ingestion;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from that could not be used, and why. The letter is the original key, value and headers, and these
 * headers beside them, all text in UTF-8.
 *
 * @param arrivalMillis the record's broker time, epoch milliseconds
 * @param view the feature view that could not use the record; null: none could
 * @param application the stream application that could not; null: it was none
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        long arrivalMillis,
        String reason,
        String message,
        @Nullable String view,
        @Nullable String application) {

    public static final String TOPIC = "granary.topic";
    public static final String PARTITION = "granary.partition";
    public static final String OFFSET = "granary.offset";
    public static final String ARRIVAL = "granary.arrival";
    public static final String REASON = "granary.reason";
    public static final String MESSAGE = "granary.message";
    public static final String VIEW = "granary.view";
    public static final String APPLICATION = "granary.application";

    private static final List<String> ALL =
            List.of(TOPIC, PARTITION, OFFSET, ARRIVAL, REASON, MESSAGE, VIEW, APPLICATION);

    private static final int MAX_MESSAGE = 4_096;

    /** The Kafka topic that holds the dead letters of a project. */
    public static String topicOf(String project) {
        return "granary." + project + ".dead-letters";
    }

    /** The headers of the letter: those that the record had, and these. */
    public Headers headers(Headers original) {
        Headers headers = withoutOrigin(original);
        add(headers, TOPIC, topic);
        add(headers, PARTITION, Integer.toString(partition));
        add(headers, OFFSET, Long.toString(offset));
        add(headers, ARRIVAL, Long.toString(arrivalMillis));
        add(headers, REASON, reason);
        add(headers, MESSAGE, message.substring(0, Math.min(MAX_MESSAGE, message.length())));
        if (view != null) {
            add(headers, VIEW, view);
        }
        if (application != null) {
            add(headers, APPLICATION, application);
        }
        return headers;
    }

    /** The Kafka topic that says which dead letters of a project were given back. */
    public static String replayedTopicOf(String project) {
        return topicOf(project) + ".replayed";
    }

    /** The headers that the record had before it became a letter. */
    public static Headers withoutOrigin(Headers headers) {
        Headers original = new RecordHeaders(headers);
        ALL.forEach(original::remove);
        return original;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
