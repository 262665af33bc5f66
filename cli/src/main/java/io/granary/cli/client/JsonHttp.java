package io.granary.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends JSON to a serving process and reads JSON, as any client would. Safe for threads; calls block. */
public final class JsonHttp {

    public static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final @Nullable String key;

    public JsonHttp(URI base) {
        this(base, null);
    }

    private JsonHttp(URI base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    /** Of a process that wants a key. */
    public static JsonHttp withKey(URI base, String key) {
        return new JsonHttp(base, key);
    }

    /**
     * Posts a body.
     *
     * @return the answer's body
     * @throws GranaryException with the server's own code and words when it refuses, UNAVAILABLE when it does not answer
     */
    public JsonNode post(String path, JsonNode body) {
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /** Like {@link #post}, of a GET. */
    public JsonNode get(String path) {
        return send(path, request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private JsonNode send(String path, HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw refused(response);
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw unavailable(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(path, e);
        }
    }

    /** Whether a GET is answered with 200. */
    public boolean answers(String path) {
        HttpRequest request = request(path).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(path, e);
        }
    }

    /** Reads JSON that another part of Granary wrote. */
    public static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GranaryException refused(HttpResponse<String> response) {
        try {
            JsonNode problem = MAPPER.readTree(response.body());
            ErrorCode code = ErrorCode.valueOf(problem.path("code").asText());
            return new GranaryException(code, problem.path("detail").asText());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String what = response.statusCode() + " " + response.body();
            return new GranaryException(
                    ErrorCode.INTERNAL, "Cannot use the answer of " + response.uri() + ": " + what, e);
        }
    }

    private GranaryException unavailable(String path, Exception cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot reach " + base.resolve(path) + ": " + reason(cause)
                        + "; is 'granary up' or 'granary serve' running?",
                cause);
    }

    /** The client says nothing when a connection is refused. */
    private static String reason(Exception failure) {
        return failure instanceof ConnectException ? "no connection" : String.valueOf(failure.getMessage());
    }
}
