package io.granary.ingestion.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Dead letters as JSON. */
final class LetterJson {

    private static final JsonFactory JSON = new JsonFactory();

    private LetterJson() {}

    /** @param sources names by topic */
    static Buffer page(LetterPage page, Map<String, String> sources, Set<String> replayed) {
        return written(json -> {
            json.writeArrayFieldStart("dead_letters");
            for (Letter letter : page.letters()) {
                json.writeStartObject();
                head(json, letter, sources, replayed);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("next", page.next());
        });
    }

    static Buffer whole(Letter letter, LetterEvent event, Map<String, String> sources, Set<String> replayed) {
        return written(json -> {
            head(json, letter, sources, replayed);
            bytes(json, "key", letter.key());
            bytes(json, "value", letter.value());
            json.writeFieldName("event");
            event.write(json);
            json.writeStringField("event_problem", event.problem());
            json.writeArrayFieldStart("headers");
            for (Header header : letter.headers()) {
                json.writeStartObject();
                json.writeStringField("name", header.key());
                bytes(json, "value", header.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static Buffer result(ReplayResult result, ReplayRequest request) {
        return written(json -> {
            json.writeBooleanField("dry_run", request.dryRun());
            strings(json, "replayed", result.replayed());
            json.writeArrayFieldStart("skipped");
            for (Map.Entry<Reluctance, Integer> skipped : new TreeMap<>(result.skipped()).entrySet()) {
                json.writeStartObject();
                json.writeStringField("reason", skipped.getKey().text());
                json.writeNumberField("count", skipped.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("next", result.next());
        });
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void head(JsonGenerator json, Letter letter, Map<String, String> sources, Set<String> replayed)
            throws IOException {
        json.writeStringField("id", letter.name());
        json.writeStringField("at", Instant.ofEpochMilli(letter.millis()).toString());
        json.writeStringField("source", sources.get(letter.topic()));
        json.writeStringField("topic", letter.topic());
        json.writeNumberField("partition", letter.partition());
        json.writeNumberField("offset", letter.offset());
        json.writeStringField(
                "arrived_at",
                letter.arrivalMillis() < 0
                        ? null
                        : Instant.ofEpochMilli(letter.arrivalMillis()).toString());
        json.writeStringField("reason", letter.reason());
        json.writeStringField("message", letter.message());
        json.writeStringField("view", letter.view());
        json.writeStringField("application", letter.application());
        json.writeStringField("replay_of", letter.replayOf());
        json.writeBooleanField("replayed", replayed.contains(letter.name()));
    }

    /** Text where it is text, else base64. */
    private static void bytes(JsonGenerator json, String name, byte @Nullable [] bytes) throws IOException {
        json.writeFieldName(name);
        if (bytes == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        String text = text(bytes);
        if (text == null) {
            json.writeFieldName("base64");
            json.writeBinary(bytes);
        } else {
            json.writeStringField("text", text);
        }
        json.writeEndObject();
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().allMatch(LetterJson::isVisible) ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isVisible(int character) {
        return !Character.isISOControl(character) || character == '\n' || character == '\r' || character == '\t';
    }

    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    private static Buffer written(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes every byte", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
