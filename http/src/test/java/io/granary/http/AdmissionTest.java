package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdmissionTest {

    private static final int LIMIT = 2;
    private static final String NOW = "GET /now HTTP/1.1\r\nhost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<RawConnection> connections = new ArrayList<>();
    private final Queue<HttpServerResponse> held = new ConcurrentLinkedQueue<>();
    private final HttpService service = start(AdmissionConfig.DEFAULT.withMaxConcurrentRequests(LIMIT));

    @AfterEach
    void stop() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        vertx.close().await();
    }

    @Test
    void refusesWhatIsTooMuchAtOnceAndKeepsTheConnection() throws Exception {
        hold("/held");
        hold("/held");
        RawConnection third = open();

        String refusal = third.send(NOW).readUntil("}");

        assertThat(refusal)
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("retry-after: 1\r\n")
                .containsIgnoringCase("x-request-id: ")
                .doesNotContainIgnoringCase("connection: close")
                .contains("server: busy with as many requests as it can take at a time (expected: retry later)");
        assertThat(refused("overload")).isEqualTo(1);

        release();

        awaitAnswer(third);
    }

    @Test
    void refusesBeforeTheBodyIsSentAndDropsTheBody() throws Exception {
        hold("/held");
        hold("/held");
        RawConnection third = open();

        assertThat(third.send("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n")
                        .readUntil("}"))
                .startsWith("HTTP/1.1 503 ");
        assertThat(third.send("not json!" + NOW).readUntil("}")).startsWith("HTTP/1.1 503 ");

        release();

        awaitAnswer(third);
    }

    @Test
    void answersHealthHoweverBusyItIs() throws Exception {
        hold("/held");
        hold("/held");

        assertThat(open().send("GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").readUntil("}"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(open().send("GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n").readUntil("}"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** The routes differ in who handles the end of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"/held", "/held-end-handler", "/routed-end-handler"})
    void countsNoRequestForEver(String path) throws Exception {
        for (int i = 0; i < 5; i++) {
            RawConnection first = hold(path);
            RawConnection second = hold(path);
            assertThat(open().send(NOW).readUntil("}")).startsWith("HTTP/1.1 503 ");

            release();
            first.readUntil("held");
            second.readUntil("held");
            awaitAnswer(first);
            awaitAnswer(second);
        }
    }

    @Test
    void forgetsRequestsWhoseCallersHaveLeft() throws Exception {
        RawConnection first = hold("/held");
        RawConnection second = hold("/held");

        first.close();
        second.close();

        awaitAnswer(open());
    }

    @Test
    void tellsTheLimit() {
        assertThat(meters.get("granary.http.concurrency.limit").gauge().value()).isEqualTo(LIMIT);
    }

    @Test
    void takesFewerRequestsWhileItsEventLoopIsBlocked() throws Exception {
        HttpService busy = start(AdmissionConfig.DEFAULT.withMaxLoopDelay(Duration.ofMillis(1)));
        List<RawConnection> callers = new ArrayList<>();
        for (int i = 0; i < 4 * ConcurrencyLimit.LEAST; i++) {
            callers.add(open(busy));
        }

        Awaitility.await().untilAsserted(() -> {
            for (RawConnection caller : callers) {
                caller.send("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
            }
            for (RawConnection caller : callers) {
                caller.readUntil("}");
            }
            assertThat(refused("overload")).isPositive();
        });

        awaitAnswer(callers.get(0));
    }

    /** A request's place is free a moment after its answer is written. */
    private static void awaitAnswer(RawConnection connection) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(connection.send(NOW).readUntil("\r\n\r\n")).contains(" 200 "));
    }

    private RawConnection hold(String path) throws IOException {
        int before = held.size();
        RawConnection connection = open().send("GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n");
        Awaitility.await().until(() -> held.size() > before);
        return connection;
    }

    private void release() {
        for (HttpServerResponse response = held.poll(); response != null; response = held.poll()) {
            response.end("held").await();
        }
    }

    private RawConnection open() throws IOException {
        return open(service);
    }

    private RawConnection open(HttpService to) throws IOException {
        RawConnection connection = RawConnection.open(to.port());
        connections.add(connection);
        return connection;
    }

    private double refused(String reason) {
        return meters.counter("granary.http.refused", "reason", reason).count();
    }

    private HttpService start(AdmissionConfig admission) {
        Health health = new Health();
        return HttpService.builder(vertx, HttpConfig.onPort(0).withAdmission(admission))
                .eventLoops(1)
                .meters(meters)
                .hot(HttpMethod.GET, "/now", request -> request.response().end("now"))
                .hot(HttpMethod.GET, "/held", request -> held.add(request.response()))
                .hot(HttpMethod.GET, "/held-end-handler", this::holdWithOwnEndHandler)
                .hot(HttpMethod.GET, "/slow", AdmissionTest::answerSlowly)
                .hotBody(
                        HttpMethod.POST,
                        "/echo",
                        (request, body) -> request.response().end(body))
                .routes(this::routes)
                .contract("health", health::addTo)
                .start()
                .await();
    }

    private void holdWithOwnEndHandler(HttpServerRequest request) {
        request.response().endHandler(ignored -> {});
        held.add(request.response());
    }

    /** A handler must not do this. */
    private static void answerSlowly(HttpServerRequest request) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofMillis(2).toNanos()) {
            Thread.onSpinWait();
        }
        request.response().end("{slow}");
    }

    private void routes(Router router) {
        router.get("/routed-end-handler").handler(context -> {
            context.addEndHandler(ignored -> {});
            held.add(context.response());
        });
    }
}
