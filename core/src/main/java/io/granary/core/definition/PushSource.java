package io.granary.core.definition;

import io.granary.core.type.Column;
import java.util.List;

/** Rows that come over HTTP and then go through Kafka like any stream. */
public record PushSource(
        String name, List<Column> schema, String eventTimestamp, List<Expectation> expectations, Metadata metadata)
        implements DataSource {

    public PushSource {
        schema = List.copyOf(schema);
        expectations = List.copyOf(expectations);
    }

    /** A source of which nothing is expected. */
    public PushSource(String name, List<Column> schema, String eventTimestamp, Metadata metadata) {
        this(name, schema, eventTimestamp, List.of(), metadata);
    }

    @Override
    public Kind kind() {
        return Kind.PUSH_SOURCE;
    }

    /**
     * The stream that pushed rows become, on a topic of the source's own: JSON objects, so that what was pushed under
     * another schema is still read by the names of its columns.
     */
    @Override
    public StreamSource findStream(String project) {
        return new StreamSource(
                name,
                "granary." + project + ".push." + name,
                StreamSource.Format.JSON,
                schema,
                null,
                eventTimestamp,
                null,
                null,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                null,
                expectations,
                metadata);
    }
}
