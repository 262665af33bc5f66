package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that ask and then do not take the answer. */
@Timeout(120)
class SlowReaderTest {

    private static final Duration BRIEF = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final HttpConfig CONFIG = HttpConfig.onPort(0);
    private static final int LARGE = 32 << 20;
    private static final String GET_LARGE = "GET /large HTTP/1.1\r\nhost: x\r\n\r\n";
    private static final String GET_SMALL = "GET /small HTTP/1.1\r\nhost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<RawConnection> connections = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Buffer large = Buffer.buffer(new byte[LARGE]);

    @AfterEach
    void stop() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        vertx.close().await();
    }

    @Test
    void closesAConnectionWhoseAnswerIsNotTakenInTime() throws Exception {
        HttpService service =
                start(CONFIG.withRequestTimeout(BRIEF).withIdleTimeout(LONG).withMaxConnections(1));
        RawConnection slow = open(service).send(GET_LARGE);

        Awaitility.await()
                .untilAsserted(() -> assertThat(refused("slow-reader")).isEqualTo(1));

        assertThat(slow.countToEnd()).isLessThan(LARGE);
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(open(service).send(GET_SMALL).readUntil("small"))
                        .contains(" 200 "));
    }

    @Test
    void closesAConnectionThatDoesNotTakeTheRestOfAStream() throws Exception {
        HttpService service =
                start(CONFIG.withRequestTimeout(BRIEF).withIdleTimeout(LONG).withMaxConnections(1));
        RawConnection slow = open(service).send("GET /endless HTTP/1.1\r\nhost: x\r\n\r\n");

        Awaitility.await()
                .untilAsserted(() -> assertThat(refused("slow-answer")).isEqualTo(1));

        assertThat(slow.countToEnd()).isLessThan(LARGE);
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(open(service).send(GET_SMALL).readUntil("small"))
                        .contains(" 200 "));
    }

    @Test
    void keepsAConnectionWhoseAnswerIsTakenInTime() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(LONG).withIdleTimeout(BRIEF));
        RawConnection slow = open(service).send(GET_LARGE);

        Awaitility.await().pollDelay(BRIEF.multipliedBy(2)).until(() -> true);

        assertThat(slow.countToEnd()).isGreaterThanOrEqualTo(LARGE);
    }

    /** However many requests a connection brings, one answer and a buffer wait for its reader. */
    @Test
    void doesNotPileUpTheAnswersOfPipelinedRequests() throws Exception {
        HttpService service = start(CONFIG);

        open(service).send(GET_LARGE.repeat(100));

        RawConnection other = open(service);
        for (int i = 0; i < 100; i++) {
            other.send(GET_SMALL).readUntil("small");
        }
        assertThat(asked).hasValueBetween(1, 3);
    }

    @Test
    void takesOnNothingMoreWhileTooManyBytesAreUnsent() throws Exception {
        HttpService service = start(CONFIG.withAdmission(AdmissionConfig.DEFAULT.withMaxUnsentBytes(LARGE)));
        RawConnection first = open(service).send(GET_LARGE);
        RawConnection second = open(service).send(GET_LARGE);
        RawConnection other = open(service);

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(other.send(GET_SMALL).readUntil("\r\n\r\n")).contains("HTTP/1.1 503 "));
        assertThat(refused("unsent-answers")).isPositive();

        first.close();
        second.close();

        RawConnection third = open(service);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(third.send(GET_SMALL).readUntil("\r\n\r\n")).contains("HTTP/1.1 200 "));
    }

    @Test
    void countsAnAnswerThatIsNotTakenAsARequestInHand() throws Exception {
        HttpService service = start(CONFIG.withAdmission(AdmissionConfig.DEFAULT.withMaxConcurrentRequests(1)));
        open(service).send(GET_LARGE);
        RawConnection other = open(service);

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(other.send(GET_SMALL).readUntil("\r\n\r\n")).contains("HTTP/1.1 503 "));
        assertThat(refused("overload")).isPositive();
    }

    private RawConnection open(HttpService service) throws IOException {
        RawConnection connection = RawConnection.openNarrow(service.port());
        connections.add(connection);
        return connection;
    }

    private double refused(String reason) {
        return meters.counter("granary.http.refused", "reason", reason).count();
    }

    private HttpService start(HttpConfig config) {
        return HttpService.builder(vertx, config)
                .eventLoops(1)
                .meters(meters)
                .hot(HttpMethod.GET, "/large", request -> {
                    asked.incrementAndGet();
                    request.response().end(large);
                })
                .hot(HttpMethod.GET, "/small", request -> request.response().end("small"))
                .hot(HttpMethod.GET, "/endless", this::stream)
                .start()
                .await();
    }

    private void stream(HttpServerRequest request) {
        request.response().setChunked(true).drainHandler(ignored -> writeMore(request));
        writeMore(request);
    }

    private static void writeMore(HttpServerRequest request) {
        request.response().write(Buffer.buffer(new byte[1 << 20]));
    }
}
