package io.granary.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Posts JSON and reads JSON, as any client would. Safe for threads. */
final class JsonHttp {

    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    JsonHttp(URI base) {
        this.base = base;
    }

    /** The answer's body; any status but 200 is a failure that shows the body. */
    JsonNode post(String path, JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw failed(path, response.statusCode() + " " + response.body(), null);
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw failed(path, e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(path, "interrupted", e);
        }
    }

    private GranaryException failed(String path, String reason, @Nullable Exception cause) {
        return new GranaryException(ErrorCode.UNAVAILABLE, "Cannot post to " + base.resolve(path) + ": " + reason, cause);
    }
}
