package io.granary.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A server under test that has to be what the contract says. */
public final class HeldToContract {

    private final URI server;
    private final HttpClient client = HttpClient.newHttpClient();

    public HeldToContract(URI server) {
        this.server = server;
    }

    /** Method and path of every operation with one of the tags. */
    public static SortedSet<String> routes(String... tags) {
        SortedSet<String> routes = new TreeSet<>();
        for (String tag : tags) {
            Contract.granary()
                    .operations(tag)
                    .forEach(operation -> routes.add(operation.method() + " " + operation.path()));
        }
        return routes;
    }

    /** Sends an example and checks its answer. */
    public void run(ContractExample example) {
        HttpRequest request = example.request(server);
        if (example.type().equals("text/event-stream")) {
            assertThat(firstLine(request))
                    .isEqualTo(example.answer().asText().lines().findFirst().orElseThrow());
            return;
        }
        example.check(send(request));
    }

    /** The first line, comments aside, of an answer that goes on until the caller hangs up. */
    private String firstLine(HttpRequest request) {
        HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            assertThat(response.statusCode()).isEqualTo(200);
            return lines.filter(line -> !line.isEmpty() && !line.startsWith(":"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Breaks the body of an example in every way that the contract forbids at its top, and checks that each is refused,
     * also by a handler that reads the body itself.
     */
    public void refusesWhatTheContractForbids(ContractExample example) {
        for (JsonNode broken : broken(example.body())) {
            if (example.operation().checkBody(broken).isEmpty()) {
                continue;
            }
            HttpResponse<String> response = send(example.request(server, broken));
            assertThat(response.statusCode())
                    .as(broken + ": " + response.body())
                    .isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    private static List<JsonNode> broken(JsonNode body) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        List<JsonNode> broken = new ArrayList<>(List.of(nodes.arrayNode(), nodes.numberNode(7), nodes.nullNode()));
        broken.add(body.<ObjectNode>deepCopy().put("unknown_field", 1));
        body.fieldNames().forEachRemaining(field -> {
            broken.add(body.<ObjectNode>deepCopy().without(field));
            for (JsonNode value : List.of(
                    nodes.numberNode(7.5),
                    nodes.textNode("?"),
                    nodes.arrayNode().add(7),
                    nodes.nullNode())) {
                broken.add(body.<ObjectNode>deepCopy().set(field, value));
            }
        });
        return broken;
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) {
        try {
            return client.send(request, body);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this test", e);
        }
    }
}
