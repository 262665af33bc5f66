package io.granary.registry.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.registry.server.store.RolloutPosition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventReaderTest {

    private static final int EVENTS_PER_TICK = 500;

    private final Vertx vertx = Vertx.vertx();
    private final Counter slow = new SimpleMeterRegistry().counter("slow");

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void cutsOffAReaderThatDoesNotRead() throws IOException {
        HttpServer server = serve(EventReaderTest::flood);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1);
            request(socket, server);
            await().atMost(Duration.ofMinutes(1)).until(() -> slow.count() > 0);
            assertThat(slow.count()).isEqualTo(1);
        }
    }

    @Test
    void sendsWhatMovedWhileItBeganAndNothingTwice() throws IOException {
        HttpServer server = serve((reader, request) -> {
            reader.beat();
            reader.send(new RolloutPosition(2, 2, 1));
            reader.begin(new RolloutPosition(1, 1, 1));
            reader.send(new RolloutPosition(2, 2, 1));
            reader.send(new RolloutPosition(3, 2, 2));
            reader.send(new RolloutPosition(1, 1, 1));
            request.response().end();
        });
        try (Socket socket = new Socket()) {
            request(socket, server);
            InputStream in = socket.getInputStream();
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("\r\n0\r\n\r\n")) {
                text.append((char) in.read());
            }
            assertThat(text.toString().lines().filter(line -> line.startsWith("data")))
                    .containsExactly("data: {\"newest\":2,\"live\":1}", "data: {\"newest\":2,\"live\":2}");
            assertThat(text).contains("id: 3-r1\n").containsIgnoringCase("content-type: text/event-stream");
        }
    }

    private interface Scene {
        void play(EventReader reader, HttpServerRequest request);
    }

    private static void flood(EventReader reader, HttpServerRequest request) {
        reader.begin(new RolloutPosition(1, 1, 1));
        int[] version = {1};
        long timer = Vertx.currentContext().owner().setPeriodic(1, tick -> {
            for (int i = 0; i < EVENTS_PER_TICK; i++) {
                version[0]++;
                reader.send(new RolloutPosition(version[0], version[0], version[0]));
            }
        });
        request.connection()
                .closeHandler(closed -> Vertx.currentContext().owner().cancelTimer(timer));
    }

    private HttpServer serve(Scene scene) {
        return vertx.createHttpServer()
                .requestHandler(request -> scene.play(new EventReader(request, "r1", slow), request))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void request(Socket socket, HttpServer server) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()));
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
