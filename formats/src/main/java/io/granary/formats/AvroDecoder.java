package io.granary.formats;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import org.apache.avro.Schema;

/** An Avro body without framing, written with the schema of the source's schema file. */
final class AvroDecoder implements RecordDecoder {

    private final AvroBody body;

    private AvroDecoder(AvroBody body) {
        this.body = body;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when the source has no schema, or one that lacks a column */
    static AvroDecoder of(StreamSource source, EventLayout layout) {
        Schema schema = schema(source, layout);
        return new AvroDecoder(AvroBody.of(layout, schema, schema));
    }

    /** The schema that is stored with a source; it has a field for every column. */
    static Schema schema(StreamSource source, EventLayout layout) {
        String text = source.avroSchema();
        if (text == null) {
            throw unreadable(source, "it has no Avro schema");
        }
        Schema schema = new Schema.Parser().parse(text);
        for (Column column : layout.columns()) {
            if (schema.getField(column.name()) == null) {
                throw unreadable(source, "its Avro schema has no field '" + column.name() + "'");
            }
        }
        return schema;
    }

    private static GranaryException unreadable(StreamSource source, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read stream source '" + source.name() + "': " + reason);
    }

    @Override
    public Event decode(EventHeaders headers, byte[] value) {
        return body.decode(value, 0);
    }
}
