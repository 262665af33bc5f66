package io.granary.benchmarks.online;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.benchmarks.load.Expectation;
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

/** Asks a server one request at a time and checks each answer whole, by a client that shares nothing with the load. */
public final class Inquiry {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final int port;

    public Inquiry(int port) {
        this.port = port;
    }

    /**
     * Checks the answer to every question.
     *
     * @return the same requests for a load, which expects these answers
     * @throws IllegalStateException naming the first thing that is wrong
     */
    public List<PreparedRequest> check(List<FeatureQuestion> questions) throws IOException, InterruptedException {
        List<PreparedRequest> requests = new ArrayList<>();
        for (FeatureQuestion question : questions) {
            String asked = question.json();
            byte[] answer = send(request(FeatureQuestion.PATH)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(asked)));
            question.check(json.readTree(answer));
            requests.add(PreparedRequest.post(FeatureQuestion.PATH, asked, new RightAnswer(question, answer)));
        }
        return requests;
    }

    List<PreparedRequest> checkHello() throws IOException, InterruptedException {
        byte[] answer = send(request("/").GET());
        if (!new String(answer, StandardCharsets.UTF_8).equals(HelloServer.TEXT)) {
            throw new IllegalStateException("Wrong answer of hello");
        }
        return List.of(PreparedRequest.get("/", Expectation.of(answer)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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
