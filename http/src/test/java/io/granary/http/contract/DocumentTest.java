package io.granary.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document itself. */
@Timeout(60)
class DocumentTest {

    private static final Contract CONTRACT = Contract.granary();
    private static final String JSON = "/content/application~1json";
    private static final String PROBLEM = "/content/application~1problem+json/schema/$ref";

    static Stream<Operation> operations() {
        return CONTRACT.operations().stream();
    }

    static Stream<ContractExample> examples() {
        return operations().flatMap(operation -> ContractExamples.of(operation).stream());
    }

    @Test
    void isValidOpenApi31() {
        Vertx vertx = Vertx.vertx();
        try {
            JsonObject document = new JsonObject(CONTRACT.document().toString());
            OpenAPIVersion version = OpenAPIVersion.fromContract(document);
            OutputUnit result = version.getRepository(vertx, "app://granary/")
                    .compose(repository -> version.validateContract(vertx, repository, document))
                    .await();

            assertThat(version).isEqualTo(OpenAPIVersion.V3_1);
            assertThat(result.getValid()).as(String.valueOf(result.getErrors())).isTrue();
        } finally {
            vertx.close().await();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationSaysWhatItDoes(Operation operation) {
        assertThat(operation.node().path("summary").asText()).isNotBlank().doesNotEndWith(".");
        assertThat(tags()).contains(operation.tag());
        assertThat(operation.node().path("responses").at("/default").isMissingNode())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationThatServingAnswersSaysWhoMayAsk(Operation operation) {
        boolean isSaid = operation.isOpen() != !operation.actions().isEmpty();
        boolean isOfRegistry = Set.of("registry", "rollout").contains(operation.tag());

        assertThat(isSaid).isEqualTo(!isOfRegistry);
        if (operation.isVital()) {
            assertThat(operation.isOpen()).isTrue();
        }
        assertThat(operation.node().path("responses").has("401"))
                .isEqualTo(!operation.actions().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyFailureIsAProblemUnlessASchemaOfItsOwnSaysWhy(Operation operation) {
        operation.node().path("responses").properties().forEach(response -> {
            JsonNode content = ContractExamples.follow(response.getValue());
            boolean isFailure =
                    response.getKey().equals("default") || response.getKey().startsWith("4");
            if (isFailure) {
                assertThat(content.at(PROBLEM).asText())
                        .as(response.getKey())
                        .isEqualTo("#/components/schemas/Problem");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationHasExamplesThatRun(Operation operation) {
        if (operation.node().at("/responses/200/content").isMissingNode() && !operation.hasBody()) {
            return;
        }
        assertThat(ContractExamples.of(operation)).as(operation.id()).isNotEmpty();
        Set<String> names = new TreeSet<>();
        ContractExamples.of(operation).forEach(example -> names.add(example.name()));
        assertThat(requestExamples(operation))
                .as(operation.id())
                .allSatisfy(name -> assertThat(names).contains(name));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyParameterIsExplained(Operation operation) {
        for (Parameter parameter : operation.parameters()) {
            JsonNode node = ContractExamples.parameter(operation, parameter.name());
            assertThat(node.path("schema").isMissingNode()).isFalse();
            assertThat(node.path("description").asText() + node.at("/schema/enum"))
                    .as(parameter.name())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsWhatItsSchemaSays(ContractExample example) {
        if (example.type().endsWith("json")) {
            assertThat(Schemas.errors(example.schema(), example.answer())).isEmpty();
        }
        if (!example.body().isMissingNode() && example.status() < 300) {
            JsonNode schema = ContractExamples.follow(example.operation().node().path("requestBody"))
                    .at(JSON + "/schema");
            assertThat(Schemas.errors(schema, example.body())).isEmpty();
            assertThat(example.operation().checkBody(example.body())).isEmpty();
        }
    }

    private static List<String> tags() {
        List<String> tags = new ArrayList<>();
        CONTRACT.document()
                .path("tags")
                .forEach(tag -> tags.add(tag.path("name").asText()));
        return tags;
    }

    private static List<String> requestExamples(Operation operation) {
        List<String> names = new ArrayList<>();
        ContractExamples.follow(operation.node().path("requestBody"))
                .at(JSON + "/examples")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }
}
