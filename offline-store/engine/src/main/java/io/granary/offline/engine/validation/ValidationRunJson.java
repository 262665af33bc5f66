package io.granary.offline.engine.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The JSON of a {@link ValidationRun}. */
public final class ValidationRunJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ValidationRunJson() {}

    public static byte[] encode(ValidationRun run) {
        try {
            return MAPPER.writeValueAsBytes(write(run));
        } catch (IOException e) {
            throw new IllegalStateException("a tree of nodes is always JSON", e);
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the bytes are not a run */
    public static ValidationRun decode(byte[] json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read validations: " + e.getMessage(), e);
        }
    }

    private static ObjectNode write(ValidationRun run) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("at", run.at().toString())
                .put("job", run.job())
                .put("revision", run.revision());
        run.results().forEach(result -> node.withArray("results").add(write(result)));
        return node;
    }

    /** One result as an object. */
    public static ObjectNode write(ExpectationResult result) {
        return MAPPER.createObjectNode()
                .put("kind", result.kind())
                .put("of", result.of())
                .put("expectation", result.expectation())
                .put("check", word(result.check()))
                .put("on_failure", word(result.onFailure()))
                .put("table", result.table())
                .put("holds", result.holds())
                .put("rows", result.rows())
                .put("failed", result.failed())
                .put("example", result.example());
    }

    private static ValidationRun read(JsonNode node) {
        List<ExpectationResult> results = new ArrayList<>();
        node.path("results").forEach(result -> results.add(readResult(result)));
        return new ValidationRun(
                Instant.parse(text(node, "at")),
                text(node, "job"),
                node.required("revision").asInt(),
                results);
    }

    private static ExpectationResult readResult(JsonNode node) {
        JsonNode example = node.path("example");
        return new ExpectationResult(
                text(node, "kind"),
                text(node, "of"),
                text(node, "expectation"),
                ExpectationCheck.Kind.valueOf(text(node, "check").toUpperCase(Locale.ROOT)),
                OnFailure.valueOf(text(node, "on_failure").toUpperCase(Locale.ROOT)),
                text(node, "table"),
                node.required("rows").asLong(),
                node.required("failed").asLong(),
                example.isTextual() ? example.textValue() : null);
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asText();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
