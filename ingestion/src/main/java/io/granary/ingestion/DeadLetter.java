package io.granary.ingestion;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from that could not be used, and why. The letter is the original key, value and headers, and these
 * headers beside them, all text in UTF-8.
 *
 * @param arrivalMillis the record's broker time, epoch milliseconds
 * @param view the feature view that could not use the record; null: none could
 */
record DeadLetter(
        String topic,
        int partition,
        long offset,
        long arrivalMillis,
        DeadLetterReason reason,
        String message,
        @Nullable String view) {

    static final String TOPIC = "granary.topic";
    static final String PARTITION = "granary.partition";
    static final String OFFSET = "granary.offset";
    static final String ARRIVAL = "granary.arrival";
    static final String REASON = "granary.reason";
    static final String MESSAGE = "granary.message";
    static final String VIEW = "granary.view";

    private static final int MAX_MESSAGE = 4_096;

    /** The Kafka topic that holds the dead letters of a project. */
    static String topicOf(String project) {
        return "granary." + project + ".dead-letters";
    }

    Headers headers(Headers original) {
        Headers headers = new RecordHeaders(original);
        add(headers, TOPIC, topic);
        add(headers, PARTITION, Integer.toString(partition));
        add(headers, OFFSET, Long.toString(offset));
        add(headers, ARRIVAL, Long.toString(arrivalMillis));
        add(headers, REASON, reason.code());
        add(headers, MESSAGE, message.substring(0, Math.min(MAX_MESSAGE, message.length())));
        if (view != null) {
            add(headers, VIEW, view);
        }
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
