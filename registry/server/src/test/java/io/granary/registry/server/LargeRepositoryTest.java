package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.type.ScalarType;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.RegistryApi;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that are large and too large. */
@Timeout(120)
class LargeRepositoryTest {

    private static final int KIBIBYTE = 1 << 10;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private RegistryServer server;

    @BeforeEach
    void start() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        server = RegistryServer.start(config, vertx, new Health(), new Metrics(), InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
        vertx.close();
    }

    @Test
    void tenMebibytesArePlanned() {
        assertThat(api().plan("large", definitions(10 * KIBIBYTE)).changes()).hasSize(10 * KIBIBYTE);
    }

    @Test
    void fiftyMebibytesAreRefusedWithTheLimitBeforeTheyAreSent() {
        Definitions definitions = definitions(50 * KIBIBYTE);
        assertThatThrownBy(() -> api().plan("large", definitions))
                .hasMessageMatching(
                        "definitions: \\d{8} bytes as JSON \\(expected: 32 MiB or less; use several projects\\)");
    }

    @Test
    void whoAnnouncesFiftyMebibytesIsToldTheLimit() throws IOException {
        String head = """
                POST /v1/projects/large/plan HTTP/1.1\r
                Host: registry\r
                Content-Type: application/json\r
                Content-Length: 52428800\r
                Connection: close\r
                \r
                """;
        try (Socket socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(readUntil(socket.getInputStream(), "bytes)"))
                    .startsWith("HTTP/1.1 413")
                    .contains("(expected: at most 33554432 bytes)");
        }
    }

    /** The connection stays open for the rest of the body, so the answer has no other end. */
    private static String readUntil(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as(read.toString()).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private RegistryApi api() {
        return new RegistryApi(server.address(), Duration.ofSeconds(60));
    }

    /** So many entities of a kibibyte each. */
    private static Definitions definitions(int count) {
        Metadata metadata = new Metadata("x".repeat(KIBIBYTE - 100), null, Map.of());
        return new Definitions(IntStream.range(0, count)
                .mapToObj(number ->
                        new Entity("entity_" + number, List.of(new JoinKey("key", ScalarType.STRING)), metadata))
                .toList());
    }
}
