package io.granary.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes and reads records by the archive's one Avro schema, without generic records in between. */
final class ArchivedRecordCodec implements DatumWriter<ArchivedRecord>, DatumReader<ArchivedRecord> {

    static final Schema SCHEMA = new Schema.Parser().parse("""
                    {"type": "record", "name": "ArchivedRecord", "namespace": "io.granary.archive", "fields": [
                      {"name": "partition", "type": "int"},
                      {"name": "offset", "type": "long"},
                      {"name": "arrival", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "timestamp_type", "type": {"type": "enum", "name": "TimestampType",
                        "symbols": ["CREATE_TIME", "LOG_APPEND_TIME"]}},
                      {"name": "key", "type": ["null", "bytes"]},
                      {"name": "value", "type": ["null", "bytes"]},
                      {"name": "headers", "type": {"type": "array", "items":
                        {"type": "record", "name": "ArchivedHeader", "fields": [
                          {"name": "name", "type": "string"},
                          {"name": "value", "type": ["null", "bytes"]}]}}}]}
                    """);

    @Override
    public void setSchema(@Nullable Schema schema) {
        if (!SCHEMA.equals(schema)) {
            throw new AvroTypeException("its schema is not that of an archive: " + schema);
        }
    }

    @Override
    public void write(ArchivedRecord archived, Encoder out) throws IOException {
        out.writeInt(archived.partition());
        out.writeLong(archived.offset());
        out.writeLong(archived.arrivalMillis());
        out.writeEnum(archived.timestampType() == TimestampType.CREATE_TIME ? 0 : 1);
        writeBytes(archived.key(), out);
        writeBytes(archived.value(), out);
        out.writeArrayStart();
        out.setItemCount(archived.headers().size());
        for (ArchivedHeader header : archived.headers()) {
            out.startItem();
            out.writeString(header.name());
            writeBytes(header.value(), out);
        }
        out.writeArrayEnd();
    }

    private static void writeBytes(byte @Nullable [] bytes, Encoder out) throws IOException {
        out.writeIndex(bytes == null ? 0 : 1);
        if (bytes == null) {
            out.writeNull();
        } else {
            out.writeBytes(bytes);
        }
    }

    @Override
    public ArchivedRecord read(@Nullable ArchivedRecord reuse, Decoder in) throws IOException {
        return new ArchivedRecord(
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readEnum() == 0 ? TimestampType.CREATE_TIME : TimestampType.LOG_APPEND_TIME,
                readBytes(in),
                readBytes(in),
                readHeaders(in));
    }

    private static List<ArchivedHeader> readHeaders(Decoder in) throws IOException {
        long count = in.readArrayStart();
        if (count == 0) {
            return List.of();
        }
        List<ArchivedHeader> headers = new ArrayList<>();
        for (; count != 0; count = in.arrayNext()) {
            for (long i = 0; i < count; i++) {
                headers.add(new ArchivedHeader(in.readString(), readBytes(in)));
            }
        }
        return headers;
    }

    private static byte @Nullable [] readBytes(Decoder in) throws IOException {
        if (in.readIndex() == 0) {
            in.readNull();
            return null;
        }
        return requireNonNull(in.readBytes(null)).array();
    }
}
