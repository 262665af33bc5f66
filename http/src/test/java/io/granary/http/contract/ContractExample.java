package io.granary.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer that the contract gives as an example. Its request is made of the request body and of the parameters that
 * have an example of that name, else an example for all.
 *
 * @param status of the response that has the example
 * @param type content type of the response; empty: no body
 * @param schema of the response's body
 * @param answer the example itself
 */
public record ContractExample(
        Operation operation, String name, int status, String type, JsonNode schema, JsonNode answer) {

    /** Whether the request has an effect that other examples may not expect. */
    public boolean is(String operationId, String example) {
        return operation.id().equals(operationId) && name.equals(example);
    }

    public HttpRequest request(URI server) {
        return request(server, body());
    }

    /** The same request with another body. */
    HttpRequest request(URI server, JsonNode body) {
        BodyPublisher publisher =
                body.isMissingNode() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path())).method(operation.method(), publisher);
        if (status < 300 && !type.isEmpty()) {
            request.header("Accept", type);
        }
        for (Parameter parameter : operation.parameters()) {
            String value = value(parameter);
            if (parameter.in() == Parameter.Where.HEADER && value != null) {
                request.header(parameter.name(), value);
            }
        }
        return request.build();
    }

    /** The body of its request; missing: it has none. */
    public JsonNode body() {
        return ContractExamples.follow(operation.node().path("requestBody"))
                .at("/content/application~1json/examples")
                .path(name)
                .path("value");
    }

    /** What is wrong with an answer to the request, if anything. */
    public void check(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        if (type.isEmpty()) {
            assertThat(response.body()).isEmpty();
            return;
        }
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        if (type.endsWith("json")) {
            checkJson(Schemas.parse(response.body()));
        }
    }

    private void checkJson(JsonNode json) {
        assertThat(Schemas.errors(schema, json)).as(json.toPrettyString()).isEmpty();
        assertThat(json.fieldNames()).toIterable().containsAll(() -> answer.fieldNames());
        if (json.has("detail")) {
            assertThat(json.get("detail")).isEqualTo(answer.get("detail"));
        }
    }

    private String path() {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            String value = value(parameter);
            if (value == null) {
                continue;
            }
            if (parameter.in() == Parameter.Where.PATH) {
                path = path.replace("{" + parameter.name() + "}", encode(value));
            } else if (parameter.in() == Parameter.Where.QUERY) {
                query.add(parameter.name() + "=" + encode(value));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private @Nullable String value(Parameter parameter) {
        JsonNode node = ContractExamples.parameter(operation, parameter.name());
        JsonNode value = node.path("examples").path(name).path("value");
        JsonNode given = value.isMissingNode() ? node.path("example") : value;
        return given instanceof MissingNode ? null : given.asText();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return operation.id() + " " + name + ": " + status;
    }
}
