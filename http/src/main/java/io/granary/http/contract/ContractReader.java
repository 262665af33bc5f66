package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.http.contract.Parameter.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the operations of an OpenAPI document. */
final class ContractReader {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final SchemaCompiler schemas;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    ContractReader(JsonNode document) {
        this.document = document;
        this.schemas = new SchemaCompiler(document);
    }

    /** By id, in the order of the document. */
    Map<String, Operation> read() {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> operation(path.getKey(), path.getValue(), method.getKey(), method.getValue()))
                        .forEach(this::add));
        return operations;
    }

    private void add(Operation operation) {
        if (operations.put(operation.id(), operation) != null) {
            throw new IllegalStateException("operationId: " + operation.id() + " (expected: each once)");
        }
    }

    private Operation operation(String path, JsonNode pathItem, String method, JsonNode node) {
        return new Operation(
                text(node, "operationId", path),
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("tags").path(0).asText(),
                parameters(pathItem, node),
                body(node),
                node);
    }

    private List<Parameter> parameters(JsonNode pathItem, JsonNode operation) {
        List<Parameter> parameters = new ArrayList<>();
        pathItem.path("parameters").forEach(node -> parameters.add(parameter(node)));
        operation.path("parameters").forEach(node -> parameters.add(parameter(node)));
        return parameters;
    }

    private Parameter parameter(JsonNode given) {
        JsonNode node = References.follow(document, given);
        JsonNode schema = References.follow(document, node.path("schema"));
        return new Parameter(
                text(node, "name", "a parameter"),
                Where.valueOf(text(node, "in", "a parameter").toUpperCase(Locale.ROOT)),
                node.path("required").asBoolean(),
                schema.path("type").asText(),
                schemas.compile(schema));
    }

    private @Nullable Schema body(JsonNode operation) {
        if (!operation.has("requestBody")) {
            return null;
        }
        JsonNode content = References.follow(document, operation.get("requestBody"));
        return schemas.compile(content.at("/content/application~1json/schema"));
    }

    private static String text(JsonNode node, String field, String owner) {
        if (!node.path(field).isTextual()) {
            throw new IllegalStateException("Cannot read the contract: " + owner + " has no " + field);
        }
        return node.path(field).textValue();
    }
}
