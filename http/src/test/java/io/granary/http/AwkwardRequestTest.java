package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket may bring that no client library sends. */
@Timeout(60)
class AwkwardRequestTest {

    private static final int MAX_BODY = 1_000;
    private static final String NOW = "GET /now HTTP/1.1\r\nhost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<RawConnection> connections = new ArrayList<>();
    private final HttpService service = start();

    @AfterEach
    void stop() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/routed"})
    void refusesACompressedBodyUnread(String path) throws Exception {
        byte[] bomb = bomb();

        String answer = open().send(
                        "POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-encoding: gzip\r\ncontent-length: "
                                + bomb.length + "\r\n\r\n")
                .send(new String(bomb, StandardCharsets.ISO_8859_1))
                .readUntil("}");

        assertThat(answer)
                .startsWith("HTTP/1.1 415 ")
                .containsIgnoringCase("accept-encoding: identity\r\n")
                .contains("Content-Encoding: gzip (expected: identity)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "chunked, chunked"})
    void refusesABodyInAnotherTransferEncoding(String encoding) throws Exception {
        String answer = open().send("POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: " + encoding
                        + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
                .readUntil("}");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void takesABodyThatSaysItIsNotCompressed() throws Exception {
        String answer = open().send(
                        "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-encoding: identity\r\ncontent-length: 2\r\n\r\n{}")
                .readUntil("{}");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void refusesThePrefaceOfHttp2() throws Exception {
        String answer = open().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").readToEnd();

        assertThat(answer).contains(" 501 Not Implemented");
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(open().send(NOW).readUntil("now")).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void answersInHttp1WhenAskedToUpgradeToHttp2() throws Exception {
        List<String> upgrade =
                List.of("connection: upgrade, http2-settings", "upgrade: h2c", "http2-settings: AAMAAABk");

        String answer = open().send("GET /now HTTP/1.1\r\nhost: x\r\n" + String.join("\r\n", upgrade) + "\r\n\r\n")
                .readUntil("now");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        RawConnection connection = open().send(NOW.repeat(3) + "GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n" + NOW);

        for (int i = 0; i < 3; i++) {
            assertThat(connection.readUntil("\r\n\r\nnow")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(connection.readUntil("}")).startsWith("HTTP/1.1 404 ");
        assertThat(connection.readUntil("\r\n\r\nnow")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void hangsUpAfterPipelinedGarbage() throws Exception {
        String answers = open().send(NOW + "\u0001\u0002 garbage\r\n\r\n" + NOW).readToEnd();

        assertThat(answers).startsWith("HTTP/1.1 200 ").contains(" 400 Bad Request");
        assertThat(answers.split("X-Request-Id: ", -1)).hasSize(3);
        assertThat(refused("malformed")).isEqualTo(1);
    }

    @Test
    void refusesABodyThatGrowsTooLongInChunks() throws Exception {
        String chunk = "64\r\n" + "x".repeat(100) + "\r\n";

        String answer = open().send("POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
                .send(chunk.repeat(MAX_BODY / 100 + 1))
                .readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("body: too long (expected: at most 1000 bytes)");
    }

    @Test
    void refusesAHeaderThatIsTooLong() throws Exception {
        String answer = open().send("GET /now HTTP/1.1\r\nhost: x\r\nx: " + "x".repeat(20_000) + "\r\n\r\n")
                .readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void freesTheConnectionOfACallerWhoSendsNothingMore() throws Exception {
        RawConnection half = open().send("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n12");

        assertThat(half.endOutput().readToEnd()).isEmpty();

        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(open().send(NOW).readUntil("now")).startsWith("HTTP/1.1 200 "));
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(new byte[400_000]);
        }
        return bytes.toByteArray();
    }

    private RawConnection open() throws IOException {
        RawConnection connection = RawConnection.open(service.port());
        connections.add(connection);
        return connection;
    }

    private double refused(String reason) {
        return meters.counter("granary.http.refused", "reason", reason).count();
    }

    private HttpService start() {
        HttpConfig config = HttpConfig.onPort(0).withMaxBodyBytes(MAX_BODY).withMaxConnections(1);
        return HttpService.builder(vertx, config)
                .eventLoops(1)
                .meters(meters)
                .hot(HttpMethod.GET, "/now", request -> request.response().end("now"))
                .hotBody(
                        HttpMethod.POST,
                        "/echo",
                        (request, body) -> request.response().end(body))
                .routes(AwkwardRequestTest::routes)
                .start()
                .await();
    }

    private static void routes(Router router) {
        router.post("/routed")
                .handler(context -> context.response().end(context.body().buffer()));
    }
}
