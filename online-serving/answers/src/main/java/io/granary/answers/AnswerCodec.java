package io.granary.answers;

import io.granary.core.type.DataType;
import io.granary.core.view.FeatureStatus;
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

/** Writes and reads answers by their one Avro schema, which tells everything to readers that do not know Granary. */
final class AnswerCodec implements DatumWriter<LoggedAnswer>, DatumReader<LoggedAnswer> {

    private static final String SCALARS =
            "\"null\", \"boolean\", \"int\", \"long\", \"float\", \"double\", \"string\", \"bytes\"";

    /** A TIMESTAMP is a long, epoch microseconds; the type of the column says so. */
    static final Schema SCHEMA = new Schema.Parser().parse("""
                    {"type": "record", "name": "LoggedAnswer", "namespace": "io.granary.answers", "fields": [
                      {"name": "project", "type": "string"},
                      {"name": "revision", "type": "int"},
                      {"name": "time", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                      {"name": "service", "type": ["null", "string"]},
                      {"name": "features", "type": {"type": "array", "items": "string"}},
                      {"name": "degraded", "type": "boolean"},
                      {"name": "entities", "type": {"type": "array", "items":
                        {"type": "record", "name": "LoggedColumn", "fields": [
                          {"name": "name", "type": "string"},
                          {"name": "type", "type": "string"},
                          {"name": "values", "type": {"type": "array", "items": [SCALARS,
                            {"type": "array", "items": [SCALARS]}, {"type": "map", "values": [SCALARS]}]}}]}}},
                      {"name": "results", "type": {"type": "array", "items":
                        {"type": "record", "name": "LoggedFeature", "fields": [
                          {"name": "column", "type": "LoggedColumn"},
                          {"name": "statuses", "type": {"type": "array", "items": {"type": "enum", "name": "Status",
                            "symbols": ["PRESENT", "NULL_VALUE", "NOT_FOUND", "OUTSIDE_MAX_AGE", "UNAVAILABLE"]}}},
                          {"name": "event_timestamps", "type": {"type": "array", "items":
                            {"type": "long", "logicalType": "timestamp-micros"}}}]}}}]}
                    """.replace("SCALARS", SCALARS));

    private static final List<FeatureStatus> STATUSES = List.of(
            FeatureStatus.PRESENT,
            FeatureStatus.NULL_VALUE,
            FeatureStatus.NOT_FOUND,
            FeatureStatus.OUTSIDE_MAX_AGE,
            FeatureStatus.UNAVAILABLE);

    /** Writes an element of an array. */
    private interface ElementWriter<T> {

        void write(T element, Encoder out) throws IOException;
    }

    /** Reads an element of an array. */
    private interface ElementReader<T> {

        T read(Decoder in) throws IOException;
    }

    @Override
    public void setSchema(@Nullable Schema schema) {
        if (!SCHEMA.equals(schema)) {
            throw new AvroTypeException("its schema is not that of logged answers: " + schema);
        }
    }

    @Override
    public void write(LoggedAnswer answer, Encoder out) throws IOException {
        out.writeString(answer.project());
        out.writeInt(answer.revision());
        out.writeLong(answer.timeMicros());
        String service = answer.service();
        out.writeIndex(service == null ? 0 : 1);
        if (service == null) {
            out.writeNull();
        } else {
            out.writeString(service);
        }
        writeAll(answer.features(), (name, to) -> to.writeString(name), out);
        out.writeBoolean(answer.isDegraded());
        writeAll(answer.entities(), AnswerCodec::writeColumn, out);
        writeAll(answer.results(), AnswerCodec::writeFeature, out);
    }

    private static <T> void writeAll(List<T> elements, ElementWriter<T> writer, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(elements.size());
        for (T element : elements) {
            out.startItem();
            writer.write(element, out);
        }
        out.writeArrayEnd();
    }

    private static void writeColumn(LoggedColumn column, Encoder out) throws IOException {
        out.writeString(column.name());
        out.writeString(column.type().text());
        LoggedValues.writeAll(column.values(), out);
    }

    private static void writeFeature(LoggedFeature feature, Encoder out) throws IOException {
        writeColumn(feature.column(), out);
        writeAll(feature.statuses(), (status, to) -> to.writeEnum(STATUSES.indexOf(status)), out);
        writeAll(feature.eventMicros(), (micros, to) -> to.writeLong(micros), out);
    }

    @Override
    public LoggedAnswer read(@Nullable LoggedAnswer reuse, Decoder in) throws IOException {
        String project = in.readString();
        int revision = in.readInt();
        long time = in.readLong();
        String service = null;
        if (in.readIndex() == 0) {
            in.readNull();
        } else {
            service = in.readString();
        }
        return new LoggedAnswer(
                project,
                revision,
                time,
                service,
                readAll(Decoder::readString, in),
                in.readBoolean(),
                readAll(AnswerCodec::readColumn, in),
                readAll(AnswerCodec::readFeature, in));
    }

    private static <T> List<T> readAll(ElementReader<T> reader, Decoder in) throws IOException {
        List<T> elements = new ArrayList<>();
        for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
            for (long i = 0; i < count; i++) {
                elements.add(reader.read(in));
            }
        }
        return elements;
    }

    private static LoggedColumn readColumn(Decoder in) throws IOException {
        String name = in.readString();
        DataType type = DataType.parse(in.readString());
        return new LoggedColumn(name, type, LoggedValues.readAll(in, type));
    }

    private static LoggedFeature readFeature(Decoder in) throws IOException {
        return new LoggedFeature(readColumn(in), readAll(AnswerCodec::readStatus, in), readAll(Decoder::readLong, in));
    }

    private static FeatureStatus readStatus(Decoder in) throws IOException {
        int symbol = in.readEnum();
        if (symbol < 0 || symbol >= STATUSES.size()) {
            throw new AvroTypeException("status " + symbol + " is none of " + STATUSES);
        }
        return STATUSES.get(symbol);
    }
}
