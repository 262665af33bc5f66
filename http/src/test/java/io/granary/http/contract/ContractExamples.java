package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The examples of Granary's contract. */
public final class ContractExamples {

    private ContractExamples() {}

    /** Those of the operations with a tag, in the order of the document. */
    public static Stream<ContractExample> of(String tag) {
        return Contract.granary().operations(tag).stream().flatMap(operation -> of(operation).stream());
    }

    /** Those that are answered well and have a body, which {@link HeldToContract} can break. */
    public static Stream<ContractExample> withBody(String tag) {
        return of(tag).filter(
                        example -> example.status() < 300 && example.operation().hasBody());
    }

    /** @throws java.util.NoSuchElementException when there is none */
    public static ContractExample find(String operationId, String name) {
        return of(Contract.granary().operation(operationId)).stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<ContractExample> of(Operation operation) {
        List<ContractExample> examples = new ArrayList<>();
        operation.node().path("responses").properties().stream()
                .filter(response -> !response.getKey().equals("default"))
                .forEach(response -> {
                    int status = Integer.parseInt(response.getKey());
                    JsonNode answer = follow(response.getValue());
                    answer.path("x-examples")
                            .forEach(name -> examples.add(withoutBody(operation, status, name.asText())));
                    answer.path("content")
                            .properties()
                            .forEach(content -> content.getValue().path("examples").properties().stream()
                                    .filter(example -> belongs(operation, status, example.getKey()))
                                    .forEach(example -> examples.add(new ContractExample(
                                            operation,
                                            example.getKey(),
                                            status,
                                            content.getKey(),
                                            content.getValue().path("schema"),
                                            example.getValue().path("value")))));
                });
        return examples;
    }

    /** An answer of which the document can only say that a request of some name gets it. */
    private static ContractExample withoutBody(Operation operation, int status, String name) {
        JsonNode none = MissingNode.getInstance();
        return new ContractExample(operation, name, status, "", none, none);
    }

    /** Operations share failures: an example of one belongs to those that have a body or a parameter of its name. */
    private static boolean belongs(Operation operation, int status, String name) {
        return status < 400
                || follow(operation.node().path("requestBody"))
                        .at("/content/application~1json/examples")
                        .has(name)
                || operation.parameters().stream()
                        .anyMatch(parameter -> parameter(operation, parameter.name())
                                .path("examples")
                                .has(name));
    }

    static JsonNode parameter(Operation operation, String name) {
        Contract contract = Contract.granary();
        JsonNode path = contract.document().path("paths").path(operation.path());
        return Stream.of(path, operation.node())
                .flatMap(owner -> Stream.iterate(0, i -> i + 1)
                        .limit(owner.path("parameters").size())
                        .map(i -> follow(owner.path("parameters").get(i))))
                .filter(parameter -> parameter.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static JsonNode follow(JsonNode node) {
        return References.follow(Contract.granary().document(), node);
    }
}
