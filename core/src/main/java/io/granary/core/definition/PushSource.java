package io.granary.core.definition;

import io.granary.core.type.Column;
import java.util.List;

/** Rows that come over HTTP and then go through Kafka like any stream. */
public record PushSource(String name, List<Column> schema, String eventTimestamp, Metadata metadata)
        implements DataSource {

    public PushSource {
        schema = List.copyOf(schema);
    }

    @Override
    public Kind kind() {
        return Kind.PUSH_SOURCE;
    }
}
