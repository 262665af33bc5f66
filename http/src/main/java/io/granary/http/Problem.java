package io.granary.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
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

    Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
    }

    /** One to be retried, made without a failure and its stack. */
    static Problem unavailable(String detail) {
        return new Problem(503, ErrorCode.UNAVAILABLE, detail, List.of(), Map.of());
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

    Buffer toJson(String requestId) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", type()).put("title", title()).put("status", status);
        json.put("code", code.name()).put("detail", detail);
        ArrayNode list = json.putArray("errors");
        errors.forEach(error -> list.addObject().put("name", error.name()).put("detail", error.detail()));
        if (!requestId.isEmpty()) {
            json.put("requestId", requestId);
        }
        members.forEach((name, value) -> json.putPOJO(name, value));
        return Buffer.buffer(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String words(String separator) {
        return code.name().toLowerCase(Locale.ROOT).replace("_", separator);
    }
}
