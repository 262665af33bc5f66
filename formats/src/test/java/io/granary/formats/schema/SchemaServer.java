package io.granary.formats.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers as a schema registry does. */
public final class SchemaServer implements AutoCloseable {

    private static final String UNKNOWN = "{\"error_code\": 40403, \"message\": \"Schema not found\"}";

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    public SchemaServer() {
        this(0);
    }

    public SchemaServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(path);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(authorization == null ? "" : authorization);
        boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        String found = answers.get(path);
        byte[] body = (fails ? "oops" : found == null ? UNKNOWN : found).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(fails ? 503 : found == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers a path with a schema. */
    public SchemaServer register(String path, String schema) {
        return answer(path, "{\"schema\": \"" + schema.replace("\"", "\\\"").replace("\n", " ") + "\"}");
    }

    SchemaServer answer(String path, String body) {
        answers.put(path, body);
        return this;
    }

    /** Fails the next requests. */
    void fail(int count) {
        failures.set(count);
    }

    List<String> requests() {
        return requests;
    }

    List<String> authorizations() {
        return authorizations;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
