package io.granary.embedded.junit;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a running Kafka: {@code @RegisterExtension static final KafkaExtension kafka = new
 * KafkaExtension()}. All classes of a JVM share one broker, so tests choose their own topic names. Topics are not created
 * by themselves and stamp records with their arrival unless they say otherwise.
 */
public final class KafkaExtension implements BeforeAllCallback {

    private @Nullable KafkaTestServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = ServerChoice.shared(context, KafkaTestServer.class, KafkaTestServer::embedded, Containers::kafka);
    }

    /** What a client connects to; only from {@code @BeforeAll} on. */
    public String bootstrapServers() {
        return requireNonNull(server, "Kafka starts before @BeforeAll").address();
    }
}
