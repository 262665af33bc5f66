package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Sends the registry's requests and turns its problems back into exceptions. */
final class RegistryHttp {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final URI address;
    private final Duration timeout;
    private final HttpClient client;

    RegistryHttp(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    byte[] get(String path) {
        return send(request(path).GET().build()).body();
    }

    /**
     * Posts what has an effect. When the connection is lost it is not known whether it had; it is sent once more with
     * the same key, by which the registry knows it again.
     */
    byte[] postOnce(String path, byte[] body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return send(request).body();
        } catch (LostConnection e) {
            return send(request).body();
        }
    }

    byte[] post(String path, byte[] body) {
        return send("POST", path, body);
    }

    byte[] put(String path, byte[] body) {
        return send("PUT", path, body);
    }

    void delete(String path) {
        send(request(path).DELETE().build());
    }

    private byte[] send(String method, String path, byte[] body) {
        return send(request(path)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build())
                .body();
    }

    /**
     * Asks for what has not that tag.
     *
     * @param tag empty: whatever it is
     * @return null when it still has that tag
     */
    @Nullable
    FetchedAnswer fetch(String path, String tag) {
        HttpRequest.Builder request = request(path).GET();
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        HttpResponse<byte[]> response = send(request.build());
        if (response.statusCode() == NOT_MODIFIED) {
            return null;
        }
        return new FetchedAnswer(header(response, RegistryHeaders.REGISTRY), header(response, "ETag"), response.body());
    }

    /** Opens an answer that goes on line by line until the subscription is cancelled or the registry ends it. */
    CompletableFuture<HttpResponse<Void>> stream(String path, Flow.Subscriber<String> lines) {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").build();
        return client.sendAsync(
                request,
                head -> head.statusCode() == OK
                        ? BodySubscribers.fromLineSubscriber(lines)
                        : BodySubscribers.discarding());
    }

    /** What the answer says of the registry that gives it. */
    String identity(String path) {
        return header(send(request(path).GET().build()), RegistryHeaders.REGISTRY);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/+$", "") + path))
                .timeout(timeout);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        HttpResponse<byte[]> response = exchange(request);
        if (response.statusCode() >= 400) {
            throw problem(response);
        }
        return response;
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpTimeoutException e) {
            throw unavailable("Cannot reach the registry at " + address + ": " + reason(e), e);
        } catch (IOException e) {
            throw new LostConnection("Cannot reach the registry at " + address + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Cannot reach the registry at " + address + ": interrupted", e);
        }
    }

    /** The client says nothing when a connection is refused. */
    private static String reason(IOException failure) {
        if (failure.getMessage() != null) {
            return failure.getMessage();
        }
        return failure instanceof ConnectException
                ? "no connection"
                : failure.getClass().getSimpleName();
    }

    private static GranaryException unavailable(String message, Exception cause) {
        return new GranaryException(ErrorCode.UNAVAILABLE, message, cause);
    }

    private GranaryException problem(HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body = JsonDocument.MAPPER.readTree(response.body());
        } catch (IOException e) {
            return notARegistry(response);
        }
        String code = body.path("code").asText();
        if (body.path("detail").asText().startsWith("path: ")) {
            return lacks(response.uri().getPath());
        }
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(known -> new GranaryException(known, message(body)))
                .orElseGet(() -> notARegistry(response));
    }

    /** Another server of ours, or an older one. */
    private GranaryException lacks(String path) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE, "Cannot use " + address + " as the registry: it has no path '" + path + "'");
    }

    private GranaryException notARegistry(HttpResponse<byte[]> response) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot read the answer of " + address + ": status " + response.statusCode() + " is not a registry's");
    }

    private static String message(JsonNode problem) {
        String detail = problem.path("detail").asText();
        StringBuilder message = new StringBuilder(detail);
        for (JsonNode error : problem.path("errors")) {
            String text =
                    error.path("name").asText() + ": " + error.path("detail").asText();
            if (!text.equals(detail)) {
                message.append("\n  ").append(text);
            }
        }
        return message.toString();
    }

    private String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow(() -> notARegistry(response));
    }

    /** The registry was there, and then was not. */
    private static final class LostConnection extends GranaryException {

        LostConnection(String message, Exception cause) {
            super(ErrorCode.UNAVAILABLE, message, cause);
        }
    }
}
