package io.granary.http.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that no process starts with. */
class ContractTest {

    private static final String DOCUMENT = """
            paths:
              /things:
                post:
                  tags: [things]
                  operationId: addThing
                  requestBody: {content: {application/json: {schema: %s}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{oneOf: []} | Cannot check the keyword 'oneOf'",
                "{type: array, uniqueItems: true} | Cannot check the keyword 'uniqueItems'",
                "{properties: {a: {const: 1}}} | Cannot check the keyword 'const'",
                "{$ref: '#/components/schemas/Thing'} | Cannot follow the reference '#/components/schemas/Thing'",
                "{$ref: 'other.yaml'} | Cannot follow the reference 'other.yaml'"
            })
    void promisesNothingThatIsNotChecked(String schema, String message) {
        assertThatThrownBy(() -> Contract.parse(DOCUMENT.formatted(schema)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get: {tags: [things]} | Cannot read the contract: /things has no operationId",
                "get: {operationId: a, parameters: [{in: query}]} | Cannot read the contract: a parameter has no name",
                "get: {operationId: a}, put: {operationId: a} | operationId: a (expected: each once)"
            })
    void namesWhatAnOperationLacks(String path, String message) {
        assertThatThrownBy(() -> Contract.parse("paths: {/things: {" + path + "}}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(message);
    }
}
