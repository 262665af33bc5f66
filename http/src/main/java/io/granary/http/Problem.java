package io.granary.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A failure as RFC 9457 tells it to a caller. The {@code type} is a URN made of the code, so it is stable.
 *
 * @param status the HTTP status
 * @param code what kind of failure it is
 * @param detail what was wrong and what was expected
 * @param errors the single errors when there are several
 * @param members further members of the JSON object
 */
record Problem(int status, ErrorCode code, String detail, List<ProblemError> errors, Map<String, Object> members) {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TYPICAL_BYTES = 512;

    Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
    }

    /** One to be retried, made without a failure and its stack. */
    static Problem unavailable(String detail) {
        return new Problem(503, ErrorCode.UNAVAILABLE, detail, List.of(), Map.of());
    }

    /** One of a request without a known key, made without a failure and its stack. */
    static Problem unauthenticated(String detail) {
        return new Problem(401, ErrorCode.UNAUTHENTICATED, detail, List.of(), Map.of());
    }

    String type() {
        return "urn:granary:problem:" + words("-");
    }

    String title() {
        String words = words(" ");
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    boolean mayBeRetried() {
        return code == ErrorCode.UNAVAILABLE || (code == ErrorCode.RESOURCE_EXHAUSTED && status == 429);
    }

    /** Written straight through: a server that refuses most requests writes little else. */
    Buffer toJson(String requestId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", type());
            json.writeStringField("title", title());
            json.writeNumberField("status", status);
            json.writeStringField("code", code.name());
            json.writeStringField("detail", detail);
            writeErrors(json);
            if (!requestId.isEmpty()) {
                json.writeStringField("requestId", requestId);
            }
            for (Map.Entry<String, Object> member : members.entrySet()) {
                json.writePOJOField(member.getKey(), member.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    private void writeErrors(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("errors");
        for (ProblemError error : errors) {
            json.writeStartObject();
            json.writeStringField("name", error.name());
            json.writeStringField("detail", error.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private String words(String separator) {
        return code.name().toLowerCase(Locale.ROOT).replace("_", separator);
    }
}
