package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the JSON Schemas of a document's requests into checks. Knows the keywords that the document uses and refuses any
 * other, so that the document promises nothing that is not checked.
 */
final class SchemaCompiler {

    private static final Set<String> ANNOTATIONS =
            Set.of("description", "title", "default", "examples", "format", "readOnly", "deprecated");

    private final JsonNode document;
    private final Map<String, Schema> referenced = new HashMap<>();

    SchemaCompiler(JsonNode document) {
        this.document = document;
    }

    /** @throws IllegalStateException naming a keyword that is not known or a reference that leads nowhere */
    Schema compile(JsonNode schema) {
        if (schema.has("$ref")) {
            return reference(schema.get("$ref").textValue());
        }
        List<Schema> checks = new ArrayList<>();
        schema.properties().stream()
                .filter(keyword -> !ANNOTATIONS.contains(keyword.getKey()))
                .map(keyword -> compile(keyword.getKey(), keyword.getValue(), schema))
                .forEach(checks::add);
        return (value, place) -> checks.forEach(check -> check.check(value, place));
    }

    /** A schema may lead back to itself: it is looked up when a value is checked. */
    private Schema reference(String reference) {
        if (referenced.putIfAbsent(reference, Schema.ANYTHING) == null) {
            referenced.put(reference, compile(References.resolve(document, reference)));
        }
        return (value, place) ->
                referenced.getOrDefault(reference, Schema.ANYTHING).check(value, place);
    }

    private Schema compile(String keyword, JsonNode argument, JsonNode schema) {
        return switch (keyword) {
            case "type" -> Types.check(argument);
            case "enum" -> Texts.oneOf(argument);
            case "pattern" ->
                Texts.pattern(argument.textValue(), schema.path("title").asText("text"));
            case "minLength" -> Texts.atLeast(argument.intValue());
            case "maxLength" -> Texts.atMost(argument.intValue());
            case "minimum" -> Numbers.atLeast(argument.decimalValue());
            case "maximum" -> Numbers.atMost(argument.decimalValue());
            case "minItems" -> Items.atLeast(argument.intValue());
            case "maxItems" -> Items.atMost(argument.intValue());
            case "items" -> Items.each(compile(argument));
            case "required" -> Fields.required(argument);
            case "properties" -> Fields.known(properties(argument));
            case "additionalProperties" -> additional(argument, schema.path("properties"));
            default -> throw new IllegalStateException("Cannot check the keyword '" + keyword + "' of " + schema);
        };
    }

    private Map<String, Schema> properties(JsonNode properties) {
        Map<String, Schema> compiled = new HashMap<>();
        properties.properties().forEach(property -> compiled.put(property.getKey(), compile(property.getValue())));
        return compiled;
    }

    private Schema additional(JsonNode argument, JsonNode properties) {
        List<String> known = new ArrayList<>();
        properties.fieldNames().forEachRemaining(known::add);
        if (argument.isBoolean()) {
            return argument.booleanValue() ? Schema.ANYTHING : Fields.only(known);
        }
        return Fields.others(known, compile(argument));
    }
}
