package io.granary.offline.spark.erasure;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Writes rows as they were read, and adds nothing to a file's metadata. */
final class RowWriteSupport extends WriteSupport<Group> {

    private final MessageType schema;
    private final Map<String, String> metadata;
    private @Nullable GroupWriter writer;

    RowWriteSupport(MessageType schema, Map<String, String> metadata) {
        this.schema = schema;
        this.metadata = metadata;
    }

    // Deprecated, and the one that has to be there.
    @SuppressWarnings("deprecation")
    @Override
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        writer = new GroupWriter(consumer, schema);
    }

    @Override
    public void write(Group row) {
        requireNonNull(writer, "writer").write(row);
    }
}
