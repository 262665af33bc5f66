package io.granary.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Asks a server one request at a time and checks each answer whole, by a client that shares nothing with the load. */
final class Inquiry {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final int port;

    Inquiry(int port) {
        this.port = port;
    }

    /** Checks the answer to every question. */
    List<PreparedRequest> check(List<FeatureQuestion> questions) throws IOException, InterruptedException {
        List<PreparedRequest> requests = new ArrayList<>();
        for (FeatureQuestion question : questions) {
            String asked = question.json();
            String answer = send(request(FeatureQuestion.PATH)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(asked)));
            question.check(json.readTree(answer));
            requests.add(PreparedRequest.post(FeatureQuestion.PATH, asked, length(answer)));
        }
        return requests;
    }

    List<PreparedRequest> checkHello() throws IOException, InterruptedException {
        String answer = send(request("/").GET());
        if (!answer.equals(HelloServer.TEXT)) {
            throw new IllegalStateException("Wrong answer of hello: " + answer);
        }
        return List.of(PreparedRequest.get("/", length(answer)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("Status " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static long length(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }
}
