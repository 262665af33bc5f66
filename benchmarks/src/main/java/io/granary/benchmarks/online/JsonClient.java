package io.granary.benchmarks.online;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.LoadKey;
import io.granary.benchmarks.load.PreparedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks over HTTP in Feast's JSON, by a client that shares nothing with the load. */
public final class JsonClient implements FeatureClient {

    public static final String PATH = "/get-online-features";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    public JsonClient(int port) {
        this.port = port;
    }

    @Override
    public List<PreparedRequest> check(List<FeatureQuestion> questions) throws IOException, InterruptedException {
        List<PreparedRequest> requests = new ArrayList<>();
        for (FeatureQuestion question : questions) {
            String asked = json(question);
            byte[] answer = post(asked);
            JsonAnswer right = new JsonAnswer(question);
            right.check(answer);
            requests.add(PreparedRequest.post(PATH, asked, new RightAnswer(answer, right::isRightButLate)));
        }
        return requests;
    }

    /** Asks by a body and returns that of the answer. */
    byte[] post(String json) throws IOException, InterruptedException {
        return send(request(PATH).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** The body that asks a question. */
    public static String json(FeatureQuestion question) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode references = json.putArray("features");
        question.references().forEach(references::add);
        ArrayNode keys = json.putObject("entities").putArray(OnlineProject.JOIN_KEY);
        question.entities().forEach(keys::add);
        return json.toString();
    }

    /** Checks the answer of a hello. */
    List<PreparedRequest> checkHello() throws IOException, InterruptedException {
        byte[] answer = send(request("/").GET());
        if (!new String(answer, StandardCharsets.UTF_8).equals(HelloServer.TEXT)) {
            throw new IllegalStateException("Wrong answer of hello: " + new String(answer, StandardCharsets.UTF_8));
        }
        return List.of(PreparedRequest.get("/", Expectation.of(answer)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", LoadKey.AUTHORIZATION)
                .timeout(TIMEOUT);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    "Status " + response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }
}
