package io.granary.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real HTTP/2 server that answers what the path says. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GrpcConversationTest {

    private static final int LARGE = 300_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeServer() {
        vertx.close().await();
    }

    @Test
    void receivesMessagesOneAfterTheOther() throws IOException {
        try (Exchange exchange = Exchange.connect(Protocol.GRPC, start())) {
            for (int i = 0; i < 3; i++) {
                Answer answer = exchange.ask(call("/echo", "message " + i));

                assertThat(answer.status()).isEqualTo(Answer.OK);
                assertThat(new String(answer.body(), UTF_8)).endsWith("message " + i);
            }
        }
    }

    @Test
    void sendsAndReceivesMessagesOfManyFrames() throws IOException {
        String message = "m".repeat(60_000);
        try (Exchange exchange = Exchange.connect(Protocol.GRPC, start())) {
            assertThat(exchange.ask(call("/echo", message)).body()).hasSize(5 + message.length());
            assertThat(exchange.ask(call("/large", "")).body()).hasSize(LARGE);
        }
    }

    @Test
    void readsTheTrailers() throws IOException {
        try (Exchange exchange = Exchange.connect(Protocol.GRPC, start())) {
            assertThat(exchange.ask(call("/status/4", "")).status()).isEqualTo(Answer.TIMED_OUT);
            assertThat(exchange.ask(call("/status/13", "")).status()).isEqualTo(Answer.FAILED);
            assertThat(exchange.ask(call("/status/14", "")).signs()).isEmpty();
            assertThat(exchange.ask(call("/unavailable", "")).signs()).containsExactly(Answer.Sign.VALUES_UNAVAILABLE);
        }
    }

    @Test
    void takesAResetForAFailure() throws IOException {
        try (Exchange exchange = Exchange.connect(Protocol.GRPC, start())) {
            assertThat(exchange.ask(call("/reset", "")).status()).isEqualTo(Answer.FAILED);
        }
    }

    @Test
    void failsWhenTheServerEndsTheConnection() throws IOException {
        try (Exchange exchange = Exchange.connect(Protocol.GRPC, start())) {
            assertThatThrownBy(() -> exchange.ask(call("/close", ""))).hasMessageContaining("the connection");
        }
    }

    private int start() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static void answer(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        String[] path = request.path().split("/", -1);
        response.putTrailer("grpc-status", path.length > 2 ? path[2] : "0");
        switch (path[1]) {
            case "echo" -> response.end(body);
            case "large" -> response.end(Buffer.buffer(new byte[LARGE]));
            case "unavailable" ->
                response.putTrailer("granary-unavailable-values", "3").end(body);
            case "reset" -> response.reset();
            case "close" -> request.connection().close();
            default -> response.end(body);
        }
    }

    private static PreparedRequest call(String path, String message) {
        return PreparedRequest.call(path, message.getBytes(StandardCharsets.UTF_8), Expectation.ANY);
    }
}
