package io.granary.ingestion.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pushed row as its topic holds it: a JSON object that a stream source's decoder reads back to the same values. */
final class PushedRowJson {

    private static final JsonFactory JSON = new JsonFactory();

    private PushedRowJson() {}

    static byte[] encode(List<Column> columns, TypedRows rows, int row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Column column : columns) {
                json.writeFieldName(column.name());
                write(rows.value(column.name(), row), json);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof Instant moment) {
            json.writeNumber(EpochMicros.of(moment));
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            json.writeBinary(copy);
        } else if (value instanceof List<?> elements) {
            writeList(elements, json);
        } else if (value instanceof Map<?, ?> entries) {
            writeMap(entries, json);
        } else {
            json.writePOJO(value);
        }
    }

    private static void writeList(List<?> elements, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Object element : elements) {
            write(element, json);
        }
        json.writeEndArray();
    }

    private static void writeMap(Map<?, ?> entries, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            write(entry.getValue(), json);
        }
        json.writeEndObject();
    }
}
