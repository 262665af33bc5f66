package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** An Avro body without framing, written with the schema of the source's schema file. */
final class AvroDecoder implements RecordDecoder {

    private final EventLayout layout;
    private final AvroField[] fields;
    private final GenericDatumReader<GenericRecord> reader;
    private @Nullable BinaryDecoder binary;

    private AvroDecoder(EventLayout layout, AvroField[] fields, GenericDatumReader<GenericRecord> reader) {
        this.layout = layout;
        this.fields = fields;
        this.reader = reader;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when the source has no schema, or one that lacks a column */
    static AvroDecoder of(StreamSource source, EventLayout layout) {
        String text = source.avroSchema();
        if (text == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read stream source '" + source.name() + "': it has no Avro schema");
        }
        Schema schema = new Schema.Parser().parse(text);
        AvroField[] fields = layout.columns().stream()
                .map(column -> field(source, schema, column))
                .toArray(AvroField[]::new);
        return new AvroDecoder(layout, fields, new GenericDatumReader<>(schema));
    }

    private static AvroField field(StreamSource source, Schema schema, Column column) {
        Schema.Field field = schema.getField(column.name());
        if (field == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read stream source '" + source.name() + "': its Avro schema has no field '" + column.name()
                            + "'");
        }
        return AvroField.of(field);
    }

    @Override
    public Event decode(byte[] value) {
        GenericRecord read = read(value);
        @Nullable Object[] found = new Object[fields.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = fields[i].valueIn(read);
        }
        return layout.event(found);
    }

    private GenericRecord read(byte[] value) {
        try {
            binary = DecoderFactory.get().binaryDecoder(value, binary);
            GenericRecord read = reader.read(null, binary);
            if (!binary.isEnd()) {
                throw GranaryException.invalid("record", value.length + " bytes", "nothing after the Avro body");
            }
            return read;
        } catch (GranaryException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read Avro: " + e, e);
        }
    }
}
