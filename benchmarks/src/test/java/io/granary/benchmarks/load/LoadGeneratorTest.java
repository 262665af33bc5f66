package io.granary.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real server, whose answers the test decides. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LoadGeneratorTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final long STALL_MILLIS = 300;
    private static final PreparedRequest REQUEST = PreparedRequest.get("/", Expectation.of("right".getBytes(US_ASCII)));

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger received = new AtomicInteger();
    private final HttpServer server = vertx.createHttpServer();

    @AfterEach
    void closeServer() {
        vertx.close().await();
    }

    @Test
    void keepsEveryConnectionBusyInAClosedLoop() throws Exception {
        try (LoadGenerator generator = connect("right")) {
            Answers answers = generator.runClosed(SHORT);

            assertThat(answers.count(Verdict.RIGHT)).isGreaterThan(2);
            assertThat(answers.count()).isEqualTo(received.get());
            assertThat(answers.elapsed()).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void sendsAsManyRequestsAsAnOpenLoopIsMeantTo() throws Exception {
        try (LoadGenerator generator = connect("right")) {
            Answers answers = generator.runOpen(SHORT, 500);

            assertThat(answers.count(Verdict.RIGHT)).isEqualTo(100);
            assertThat(received).hasValue(100);
        }
    }

    @Test
    void countsTheWaitBehindAStallInAnOpenLoop() throws Exception {
        try (LoadGenerator generator = connect("stall")) {
            Answers answers = generator.runOpen(SHORT, 100);

            assertThat(answers.count()).isEqualTo(20);
            assertThat(answers.percentileMicros(50))
                    .as("half of the requests should have started within the stall, and waited")
                    .isGreaterThan(STALL_MILLIS * 1_000 / 2.0);
            assertThat(answers.elapsed().toMillis()).isCloseTo(STALL_MILLIS, within(1_000L));
        }
    }

    @Test
    void countsWrongAnswers() throws Exception {
        try (LoadGenerator generator = connect("wrong")) {
            assertThat(generator.runOpen(SHORT, 100).count(Verdict.WRONG)).isEqualTo(20);
        }
    }

    @Test
    void failsWhenAConnectionIsClosed() throws Exception {
        try (LoadGenerator generator = connect("close")) {
            assertThatThrownBy(() -> generator.runClosed(SHORT))
                    .hasRootCauseMessage("a connection was closed under load");
        }
    }

    private LoadGenerator connect(String behaviour) throws InterruptedException {
        server.requestHandler(request -> {
            received.incrementAndGet();
            answer(request, behaviour);
        });
        int port = server.listen(0, "127.0.0.1").await().actualPort();
        return LoadGenerator.connect(Protocol.HTTP, port, 2, List.of(REQUEST));
    }

    private void answer(HttpServerRequest request, String behaviour) {
        if (behaviour.equals("close")) {
            request.connection().close();
        } else if (behaviour.equals("stall") && received.get() <= 2) {
            vertx.setTimer(STALL_MILLIS, ignored -> request.response().end("right"));
        } else {
            request.response().end(behaviour.equals("wrong") ? "wrong" : "right");
        }
    }
}
