package io.granary.formats;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads Avro bodies that were written with one schema into events of a source. Not safe for threads. */
final class AvroBody {

    private final EventLayout layout;
    private final @Nullable AvroField[] fields;
    private final GenericDatumReader<GenericRecord> reader;
    private @Nullable BinaryDecoder binary;

    private AvroBody(EventLayout layout, @Nullable AvroField[] fields, GenericDatumReader<GenericRecord> reader) {
        this.layout = layout;
        this.fields = fields;
        this.reader = reader;
    }

    /**
     * Of bodies that are read as another schema has it, by Avro's rules of resolution.
     *
     * @param wanted what the fields of the columns are taken from; a column that it lacks is null
     */
    static AvroBody of(EventLayout layout, Schema written, Schema wanted) {
        @Nullable
        AvroField[] fields = layout.columns().stream()
                .map(column -> wanted.getField(column.name()))
                .map(field -> field == null ? null : AvroField.of(field))
                .toArray(AvroField[]::new);
        return new AvroBody(layout, fields, new GenericDatumReader<>(written, wanted));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the bytes from an offset on are not such a body */
    Event decode(byte[] value, int offset) {
        GenericRecord read = read(value, offset);
        @Nullable Object[] found = new Object[fields.length];
        for (int i = 0; i < found.length; i++) {
            AvroField field = fields[i];
            found[i] = field == null ? null : field.valueIn(read);
        }
        return layout.event(found);
    }

    private GenericRecord read(byte[] value, int offset) {
        try {
            binary = DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, binary);
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
