package io.granary.ingestion.deadletter;

import com.fasterxml.jackson.core.JsonGenerator;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.formats.Event;
import io.granary.formats.EventReader;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.WriterSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter read by its source's format as it is defined now.
 *
 * @param event null: it is no event of the source, or there is no such source
 * @param problem why; null: it is one
 */
record LetterEvent(
        @Nullable StreamSource source,
        @Nullable Event event,
        @Nullable String problem) {

    static LetterEvent of(Letter letter, @Nullable StreamSource source, WriterSchemas schemas) {
        byte[] value = letter.value();
        if (source == null || value == null) {
            return new LetterEvent(source, null, source == null ? "no source has its topic" : "it has no value");
        }
        try {
            EventReader reader = new EventReader(source, schemas);
            return new LetterEvent(source, reader.decode(letter::lastHeader, value), null);
        } catch (GranaryException | UnusableRecordException e) {
            return new LetterEvent(source, null, e.getMessage());
        }
    }

    /** The declared columns as an object, moments as text and bytes as base64; null when it is no event. */
    void write(JsonGenerator json) throws IOException {
        if (event == null || source == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (Column column : source.schema()) {
            json.writeFieldName(column.name());
            write(event.value(column.name()), json);
        }
        json.writeEndObject();
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            json.writeBinary(copy);
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            json.writePOJO(value);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
