package io.granary.embedded.junit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a running Redis: {@code @RegisterExtension static final RedisExtension redis = new
 * RedisExtension()}. All classes of a JVM share one server, so tests choose their own project names.
 */
public final class RedisExtension implements BeforeAllCallback {

    private @Nullable RedisTestServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = ServerChoice.shared(context, RedisTestServer.class, RedisTestServer::embedded, Containers::redis);
    }

    /** What a client connects to, {@code redis://host:port}; only from {@code @BeforeAll} on. */
    public String uri() {
        return server().address();
    }

    public String host() {
        return server().host();
    }

    public int port() {
        return server().port();
    }

    private RedisTestServer server() {
        return requireNonNull(server, "Redis starts before @BeforeAll");
    }
}
