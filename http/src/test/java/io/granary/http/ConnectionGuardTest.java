package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.http.contract.Contract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConnectionGuardTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration BRIEF = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration DRIP = Duration.ofMillis(20);
    private static final HttpConfig CONFIG = HttpConfig.onPort(0);

    private static final Contract PATIENT = Contract.parse("""
            paths:
              /work:
                get: {tags: [work], operationId: work, x-patient: true}
            """);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<RawConnection> connections = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
        vertx.close().await();
    }

    @Test
    void answersABodyThatDripsPastTheRequestTimeoutAndHangsUp() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(SHORT).withIdleTimeout(LONG));

        String answer = open(service)
                .send("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n")
                .drip(' ', DRIP)
                .readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("request: incomplete after 300 ms");
        assertThat(refused("slow-request")).isEqualTo(1);
    }

    @Test
    void answersForAHandlerThatDoesNot() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(SHORT).withIdleTimeout(LONG));

        String answer =
                open(service).send("GET /never HTTP/1.1\r\nhost: x\r\n\r\n").readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 504 ").contains("request: no answer after 300 ms");
        assertThat(refused("slow-answer")).isEqualTo(1);
    }

    @Test
    void letsAnAnswerTakeLongerThanAConnectionMayBeIdle() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(LONG).withIdleTimeout(SHORT));

        String answer =
                open(service).send("GET /late HTTP/1.1\r\nhost: x\r\n\r\n").readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("late");
    }

    @Test
    void closesAConnectionThatSendsNothing() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(LONG).withIdleTimeout(SHORT));

        assertThat(open(service).readToEnd()).isEmpty();
    }

    @Test
    void closesAConnectionWhoseHeadersDripForEver() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(LONG).withIdleTimeout(SHORT));

        String answer =
                open(service).send("GET / HTTP/1.1\r\nx: ").drip('a', DRIP).readToEnd();

        assertThat(answer).doesNotContain("HTTP/1.1");
    }

    @Test
    void closesAnAnsweredConnectionThatStaysIdle() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(LONG).withIdleTimeout(SHORT));

        String answer =
                open(service).send("GET /hot HTTP/1.1\r\nhost: x\r\n\r\n").readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("answered");
    }

    /** The routes differ in who handles the end of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"/hot", "/own-end-handler", "/routed", "/routed-end-handler"})
    void keepsAnAnsweredConnectionBeyondTheRequestTimeout(String path) throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(SHORT).withIdleTimeout(LONG));
        RawConnection connection = open(service);
        String request = "GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n";
        connection.send(request).readUntil("answered");

        Awaitility.await().pollDelay(SHORT.multipliedBy(3)).until(() -> true);

        assertThat(connection.send(request).readUntil("answered")).startsWith("HTTP/1.1 200 ");
        assertThat(refused("slow-answer")).isZero();
    }

    @Test
    void keepsABusyConnectionBeyondBothTimeouts() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(BRIEF).withIdleTimeout(BRIEF));
        RawConnection connection = open(service);
        long start = System.nanoTime();

        while (System.nanoTime() - start < 3 * BRIEF.toNanos()) {
            connection.send("GET /soon HTTP/1.1\r\nhost: x\r\n\r\n").readUntil("answered");
        }

        assertThat(refused("slow-answer")).isZero();
    }

    @Test
    void letsAStreamOfEventsGoOn() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(SHORT).withIdleTimeout(SHORT));

        String answer =
                open(service).send("GET /events HTTP/1.1\r\nhost: x\r\n\r\n").readUntil("event: last");

        assertThat(answer).startsWith("HTTP/1.1 200 ").contains("event: first");
        assertThat(refused("slow-answer")).isZero();
    }

    @Test
    void letsAnAnswerThatTheContractCallsPatientTakeAsLongAsItsWork() throws Exception {
        HttpService service = start(CONFIG.withRequestTimeout(SHORT).withIdleTimeout(SHORT));

        assertThat(open(service).send("GET /work HTTP/1.1\r\nhost: x\r\n\r\n").readUntil("done"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(refused("slow-answer")).isZero();
    }

    @Test
    void closesConnectionsBeyondTheLimitUntilOthersLeave() throws Exception {
        HttpService service = start(CONFIG.withMaxConnections(2));
        String request = "GET /hot HTTP/1.1\r\nhost: x\r\n\r\n";
        RawConnection first = open(service);
        first.send(request).readUntil("answered");
        open(service).send(request).readUntil("answered");

        assertThat(open(service).readToEnd()).doesNotContain("HTTP/1.1");
        assertThat(refused("connection-limit")).isEqualTo(1);

        first.close();
        Awaitility.await()
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(open(service).send(request).readUntil("answered"))
                        .startsWith("HTTP/1.1 200 "));
    }

    @Test
    void countsARequestThatCannotBeRead() throws Exception {
        HttpService service = start(CONFIG);

        assertThat(open(service).send("nonsense\r\n\r\n").readToEnd()).contains(" 400 ", "request: malformed");
        assertThat(refused("malformed")).isEqualTo(1);
    }

    private RawConnection open(HttpService service) throws IOException {
        RawConnection connection = RawConnection.open(service.port());
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
                .hot(HttpMethod.GET, "/hot", request -> request.response().end("answered"))
                .hot(
                        HttpMethod.GET,
                        "/soon",
                        request ->
                                vertx.setTimer(1, ignored -> request.response().end("answered")))
                .hot(HttpMethod.GET, "/never", request -> {})
                .hot(
                        HttpMethod.GET,
                        "/late",
                        request -> vertx.setTimer(
                                3 * SHORT.toMillis(),
                                ignored -> request.response().end("late")))
                .hot(HttpMethod.GET, "/events", request -> {
                    request.response().putHeader("Content-Type", "text/event-stream");
                    request.response().setChunked(true).write("event: first\n\n");
                    vertx.setTimer(
                            3 * SHORT.toMillis(), ignored -> request.response().write("event: last\n\n"));
                })
                .hot(HttpMethod.GET, "/own-end-handler", request -> {
                    request.response().endHandler(ignored -> {});
                    request.response().end("answered");
                })
                .hotBody(
                        HttpMethod.POST,
                        "/echo",
                        (request, body) -> request.response().end(body))
                .routes(ConnectionGuardTest::routes)
                .contract(PATIENT)
                .contract(
                        "work",
                        operations -> operations.on(
                                "work",
                                context -> vertx.setTimer(
                                        3 * SHORT.toMillis(),
                                        ignored -> context.response().end("done"))))
                .start()
                .await();
    }

    private static void routes(Router router) {
        router.get("/routed").handler(context -> context.response().end("answered"));
        router.get("/routed-end-handler").handler(context -> {
            context.addEndHandler(ignored -> {});
            context.response().end("answered");
        });
    }
}
