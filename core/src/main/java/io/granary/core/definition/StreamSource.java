package io.granary.core.definition;

import io.granary.core.type.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka topic of events.
 *
 * @param schema the columns of an event; of an Avro format, as read from its schema file
 * @param avroSchema as Avro JSON the writer's schema of {@link Format#AVRO}, the reader's of {@link
 *     Format#CONFLUENT_AVRO}; null: none, as always for other formats
 * @param eventTimestamp the column that says when the event became true
 * @param createdTimestamp the column that says when it was written; null: the record's arrival (broker time)
 * @param eventId the column that identifies an event; null: its topic, partition and offset
 * @param allowedLateness how much later than its event timestamp an event may arrive and still enter a window
 * @param maxFutureSkew how far an event timestamp may lie beyond the arrival; further is a dead letter
 * @param history where the stream's past is, or null
 * @param expectations what its events should be like, those of the past too
 */
public record StreamSource(
        String name,
        String topic,
        Format format,
        List<Column> schema,
        @Nullable String avroSchema,
        String eventTimestamp,
        @Nullable String createdTimestamp,
        @Nullable String eventId,
        Duration allowedLateness,
        Duration maxFutureSkew,
        @Nullable History history,
        List<Expectation> expectations,
        Metadata metadata)
        implements DataSource {

    public static final Duration DEFAULT_ALLOWED_LATENESS = Duration.ofHours(1);
    public static final Duration DEFAULT_MAX_FUTURE_SKEW = Duration.ofMinutes(1);

    /** How the value of a record is encoded. */
    public enum Format {
        /** One JSON object a record; a TIMESTAMP is RFC 3339 text or integer epoch microseconds. */
        JSON,
        /** An Avro body without framing, written with {@link StreamSource#avroSchema()}. */
        AVRO,
        /** An Avro body that names the registered schema it was written with, as Confluent's serializers do. */
        CONFLUENT_AVRO
    }

    /**
     * The past of a stream: rows with an event timestamp before {@code until} come only from {@code source}, the rest
     * only from the topic.
     *
     * @param source name of a batch source with the stream's columns
     * @param delay how long after its event timestamp a row without created timestamp arrived
     */
    public record History(String source, Instant until, Duration delay) {}

    public StreamSource {
        schema = List.copyOf(schema);
        expectations = List.copyOf(expectations);
    }

    /** A stream of which nothing is expected. */
    public StreamSource(
            String name,
            String topic,
            Format format,
            List<Column> schema,
            @Nullable String avroSchema,
            String eventTimestamp,
            @Nullable String createdTimestamp,
            @Nullable String eventId,
            Duration allowedLateness,
            Duration maxFutureSkew,
            @Nullable History history,
            Metadata metadata) {
        this(
                name,
                topic,
                format,
                schema,
                avroSchema,
                eventTimestamp,
                createdTimestamp,
                eventId,
                allowedLateness,
                maxFutureSkew,
                history,
                List.of(),
                metadata);
    }

    @Override
    public Kind kind() {
        return Kind.STREAM_SOURCE;
    }

    @Override
    public StreamSource findStream(String project) {
        return this;
    }
}
