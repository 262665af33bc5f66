package io.granary.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A plain HTTP client of a server under test, which hands out every answer as it is. Safe for threads; calls block. */
public final class HttpCaller {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public HttpCaller(int port) {
        this.port = port;
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    /** Asks for an answer within a time that is sent as {@code X-Request-Timeout}. */
    public HttpResponse<String> postWithin(String timeout, String path, String body) {
        return send(request(path)
                .header("X-Request-Timeout", timeout)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Sends a header of the caller's beside the body. */
    public HttpResponse<String> postWith(String header, String value, String path, String body) {
        return send(request(path)
                .header(header, value)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Sends a header of the caller's, and no body. */
    public HttpResponse<String> send(String method, String header, String value, String path) {
        return send(request(path)
                .header(header, value)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this test", e);
        }
    }
}
