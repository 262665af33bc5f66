package io.granary.formats;

import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.formats.schema.WriterSchemas;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An Avro body that says which registered schema it was written with: in the header {@code __value_schema_id}, a byte 1 and
 * a UUID, else in front of the body, a byte 0 and a number of four bytes. It is read as the schema that is stored with the
 * source has it, by Avro's rules; a source without one takes its columns from the fields of their names.
 */
final class ConfluentAvroDecoder implements RecordDecoder {

    static final String HEADER = "__value_schema_id";

    private static final byte BY_NUMBER = 0;
    private static final byte BY_GUID = 1;
    private static final int NUMBER_BYTES = 1 + Integer.BYTES;
    private static final int GUID_BYTES = 1 + 2 * Long.BYTES;
    private static final int MAX_BODIES = 1_000;

    private final EventLayout layout;
    private final WriterSchemas schemas;
    private final @Nullable Schema wanted;
    private final Map<Schema, AvroBody> bodies = new HashMap<>();

    private ConfluentAvroDecoder(EventLayout layout, WriterSchemas schemas, @Nullable Schema wanted) {
        this.layout = layout;
        this.schemas = schemas;
        this.wanted = wanted;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when the source's schema lacks a column */
    static ConfluentAvroDecoder of(StreamSource source, EventLayout layout, WriterSchemas schemas) {
        return new ConfluentAvroDecoder(
                layout, schemas, source.avroSchema() == null ? null : AvroDecoder.schema(source, layout));
    }

    @Override
    public Event decode(EventHeaders headers, byte[] value) {
        byte[] id = headers.last(HEADER);
        if (id != null) {
            return body(schema(id, "header " + HEADER)).decode(value, 0);
        }
        if (value.length < NUMBER_BYTES || value[0] != BY_NUMBER) {
            throw GranaryException.invalid(
                    "record",
                    value.length == 0 ? "0 bytes" : value.length + " bytes, the first " + value[0],
                    "a byte 0, a schema id of 4 bytes and an Avro body, or header " + HEADER);
        }
        return body(schemas.byId(ByteBuffer.wrap(value).getInt(1))).decode(value, NUMBER_BYTES);
    }

    private Schema schema(byte[] id, String where) {
        ByteBuffer bytes = ByteBuffer.wrap(id);
        if (id.length == GUID_BYTES && id[0] == BY_GUID) {
            return schemas.byGuid(new UUID(bytes.getLong(1), bytes.getLong(1 + Long.BYTES)));
        }
        if (id.length == NUMBER_BYTES && id[0] == BY_NUMBER) {
            return schemas.byId(bytes.getInt(1));
        }
        throw GranaryException.invalid(
                where, id.length + " bytes", "a byte 1 and a UUID, or a byte 0 and a number of 4 bytes");
    }

    private AvroBody body(Schema written) {
        AvroBody known = bodies.get(written);
        if (known != null) {
            return known;
        }
        if (written.getType() != Schema.Type.RECORD) {
            throw GranaryException.invalid("schema", written.getType(), "a record");
        }
        if (bodies.size() == MAX_BODIES) {
            bodies.clear();
        }
        AvroBody body = AvroBody.of(layout, written, wanted == null ? written : wanted);
        bodies.put(written, body);
        return body;
    }
}
