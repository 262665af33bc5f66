package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.http.access.Access;
import io.granary.http.access.KeyRing;
import io.granary.http.contract.Contract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what for, whatever the contract. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {

    private static final Contract CONTRACT = Contract.parse("""
            paths:
              /open/{file}:
                parameters:
                  - {name: file, in: path, required: true, schema: {type: string}}
                get: {tags: [things], operationId: open, security: []}
              /projects/{project}/things/{thing}:
                parameters:
                  - {name: project, in: path, required: true, schema: {type: string}}
                  - {name: thing, in: path, required: true, schema: {type: string}}
                get: {tags: [things], operationId: read, x-action: READ_ONLINE, x-acts-on: thing}
                delete: {tags: [things], operationId: clear, x-action: DELETE}
              /things:
                get: {tags: [things], operationId: list, x-action: [DESCRIBE, READ_ONLINE], x-acts-on: any}
              /hot:
                post: {tags: [things], operationId: answerFast, x-action: READ_ONLINE, x-acts-on: each}
              /silent:
                get: {tags: [silent], operationId: saysNothing}
              /elsewhere:
                get: {tags: [elsewhere], operationId: actsOnNothing, x-action: READ_ONLINE, x-acts-on: thing}
            """);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Access access = Access.of(
            new KeyRing()
                    .add("reader", "READ_ONLINE", "home", "airport_*")
                    .add("owner", "DELETE, DESCRIBE", "home", "*")
                    .add("stranger", "READ_ONLINE, DELETE", "away", "*")
                    .keys(),
            "home",
            meters);
    private final Vertx vertx = Vertx.vertx();
    private HttpService service;
    private HttpCaller caller;

    @BeforeAll
    void start() {
        service = builder()
                .meters(meters)
                .contract(
                        "things",
                        operations -> operations
                                .on("open", AccessTest::ok)
                                .on("read", AccessTest::ok)
                                .on("clear", AccessTest::ok)
                                .on("list", AccessTest::ok)
                                .onHot(
                                        "answerFast",
                                        (request, body) -> request.response().end(body)))
                .start()
                .await();
        caller = new HttpCaller(service.port());
    }

    @AfterAll
    void stop() {
        service.close().await();
        vertx.close().await();
    }

    private HttpService.Builder builder() {
        return HttpService.builder(vertx, HttpConfig.onPort(0))
                .contract(CONTRACT)
                .access(access);
    }

    private static void ok(RoutingContext context) {
        context.response().end("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things", "/hot", "/projects/home/things/x", "/unknown", "/open", "/open/a/b"})
    void refusesWhoeverHasNoKey(String path) {
        double before = refused("unauthenticated");

        HttpResponse<String> response = caller.get(path);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(HttpCaller.json(response).path("code").asText()).isEqualTo("UNAUTHENTICATED");
        assertThat(HttpCaller.json(response).path("detail").asText())
                .isEqualTo("Authorization: no known key (expected: Bearer KEY)");
        assertThat(refused("unauthenticated")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Bearer", "reader", "Basic reader", "Bearer reader reader", ""})
    void refusesKeysThatItDoesNotKnow(String header) {
        assertThat(get("/things", header).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer reader", "bearer reader", "BEARER  reader"})
    void takesAKnownKeyAgainAndAgain(String header) {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/things", header).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersWhatIsOpenToWhoeverAsks() {
        assertThat(caller.get("/open/a").statusCode()).isEqualTo(200);
        assertThat(get("/open/a", "Bearer wrong").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "reader,   GET,    /projects/home/things/airport_facts, 200",
        "reader,   GET,    /projects/home/things/trip,          403",
        "reader,   GET,    /projects/away/things/airport_facts, 403",
        "reader,   DELETE, /projects/home/things/airport_facts, 403",
        "reader,   HEAD,   /projects/home/things/trip,          403",
        "reader,   POST,   /hot,                                200",
        "owner,    DELETE, /projects/home/things/airport_facts, 200",
        "owner,    GET,    /projects/home/things/airport_facts, 403",
        "owner,    GET,    /things,                             200",
        "owner,    POST,   /hot,                                403",
        "owner,    GET,    /unknown,                            404",
        "stranger, GET,    /things,                             403",
        "stranger, DELETE, /projects/home/things/airport_facts, 403",
        "stranger, DELETE, /projects/away/things/airport_facts, 200",
        "stranger, POST,   /hot,                                403",
    })
    void allowsWhatIsGranted(String key, String method, String path, int status) {
        double before = refused("forbidden");

        HttpResponse<String> response = caller.send(method, "Authorization", "Bearer " + key, path);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(refused("forbidden")).isEqualTo(status == 403 ? before + 1 : before);
    }

    @Test
    void namesWhatIsNotGrantedAndNoKey() {
        HttpResponse<String> response = get("/projects/home/things/trip", "Bearer reader");

        assertThat(HttpCaller.json(response).path("code").asText()).isEqualTo("PERMISSION_DENIED");
        assertThat(HttpCaller.json(response).path("detail").asText())
                .isEqualTo("'trip': not granted (expected: a key with READ_ONLINE on it in project 'home')");
        assertThat(response.body()).doesNotContain("reader");
    }

    @Test
    void mountsNothingThatDoesNotSayWhatItDoes() {
        assertThatThrownBy(() -> builder().contract("silent", each -> each.on("saysNothing", AccessTest::ok)))
                .hasMessage("operationId: saysNothing (expected: x-action, and x-acts-on with each, any or a path"
                        + " parameter; or security: [])");
        assertThatThrownBy(() -> builder().contract("elsewhere", each -> each.on("actsOnNothing", AccessTest::ok)))
                .hasMessageStartingWith("operationId: actsOnNothing");
        HttpService.Builder mounted = HttpService.builder(vertx, HttpConfig.onPort(0))
                .contract(CONTRACT)
                .contract("silent", each -> each.on("saysNothing", AccessTest::ok));
        assertThatThrownBy(() -> mounted.access(access))
                .hasMessage("access: after [silent] (expected: before every contract)");
    }

    private HttpResponse<String> get(String path, String header) {
        return caller.send("GET", "Authorization", header, path);
    }

    private double refused(String reason) {
        return meters.counter("granary.http.refused", "reason", reason).count();
    }
}
