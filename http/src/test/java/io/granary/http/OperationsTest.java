package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.contract.Contract;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mechanism does for any contract. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {

    private static final Contract CONTRACT = Contract.parse("""
            paths:
              /things:
                get:
                  tags: [things]
                  operationId: listThings
                  parameters:
                    - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 10}}
                    - {name: large, in: query, schema: {type: boolean}}
                    - {name: Trace, in: header, schema: {type: string, maxLength: 3}}
                post:
                  tags: [things]
                  operationId: addThing
                  requestBody:
                    content:
                      application/json:
                        schema: {$ref: '#/components/schemas/Thing'}
              /things/{id}:
                parameters:
                  - {name: id, in: path, required: true, schema: {type: string, title: two letters, pattern: '^[a-z]{2}$'}}
                get: {tags: [things], operationId: readThing}
              /things/{id}/parts/{part}:
                parameters:
                  - {name: id, in: path, required: true, schema: {type: string}}
                  - {name: part, in: path, required: true, schema: {type: string}}
                get: {tags: [things], operationId: readPart}
              /things/{id}/parts/last:
                parameters:
                  - {name: id, in: path, required: true, schema: {type: string}}
                get: {tags: [things], operationId: readLastPart}
              /things/me:
                get: {tags: [things], operationId: readMe}
              /hot:
                post: {tags: [hot], operationId: answerFast, requestBody: {content: {application/json: {schema: {type: object}}}}}
            components:
              schemas:
                Thing:
                  type: object
                  required: [name]
                  additionalProperties: false
                  properties:
                    name: {type: string, minLength: 1, maxLength: 5}
                    color: {enum: [red, blue]}
                    size: {type: [integer, 'null'], maximum: 9}
                    parts: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Thing'}}
                    tags: {type: object, additionalProperties: {type: string}}
            """);

    private final Vertx vertx = Vertx.vertx();
    private HttpService service;
    private HttpCaller caller;

    @BeforeAll
    void start() {
        service = builder()
                .contract("things", OperationsTest::things)
                .contract(
                        "hot",
                        operations -> operations.onHot(
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
        return HttpService.builder(vertx, HttpConfig.onPort(0)).contract(CONTRACT);
    }

    private static void things(Operations operations) {
        operations
                .on("listThings", context -> context.response().end("all"))
                .on("addThing", OperationsTest::add)
                .on("readThing", context -> context.response().end(context.pathParam("id")))
                .on("readPart", context -> context.response().end("part " + context.pathParam("part")))
                .on("readLastPart", context -> context.response().end("the last part"))
                .on("readMe", context -> context.response().end("me"));
    }

    private static void add(RoutingContext context) {
        if (context.body().length() > 100_000) {
            throw new GranaryException(ErrorCode.RESOURCE_EXHAUSTED, "no room");
        }
        context.response().end("added");
    }

    @Test
    void tellsAFailureOfAHandlerWhateverTheLengthOfTheBody() {
        String tags = "\"x\": \"" + "y".repeat(200_000) + "\"";

        HttpResponse<String> response = caller.post("/things", "{\"name\": \"a\", \"tags\": {" + tags + "}}");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).contains("no room");
    }

    @Test
    void callsTheHandlerOfAnOperation() {
        assertThat(caller.get("/things?limit=10&large=true").body()).isEqualTo("all");
        assertThat(caller.post("/things", "{\"name\": \"a\"}").body()).isEqualTo("added");
        assertThat(caller.get("/things/ab").body()).isEqualTo("ab");
        assertThat(caller.post("/hot", "1").body()).isEqualTo("1");
    }

    @Test
    void prefersThePathThatSaysMoreWhicheverWasMountedFirst() {
        assertThat(caller.get("/things/me").body()).isEqualTo("me");
        assertThat(caller.get("/things/ma").body()).isEqualTo("ma");
        assertThat(caller.get("/things/me/parts/last").body()).isEqualTo("the last part");
        assertThat(caller.get("/things/me/parts/7").body()).isEqualTo("part 7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/things?limit=0 | limit: 0 (expected: at least 1)",
                "/things?limit=11 | limit: 11 (expected: at most 10)",
                "/things?limit=x | limit: \"x\" (expected: a whole number)",
                "/things?limit= | limit: \"\" (expected: a whole number)",
                "/things?limit=99999999999999999999 | limit: \"99999999999999999999\" (expected: a whole number)",
                "/things?large=yes | large: \"yes\" (expected: true or false)",
                "/things?limt=1 | limt: unknown parameter (expected: one of [large, limit])",
                "/things/ABC | id: 'ABC' (expected: two letters)",
                "/things?limit=0&large=7 | limit: 0 (expected: at least 1); and 1 more"
            })
    void refusesParametersByName(String path, String detail) {
        assertThat(problem(caller.get(path)).get("detail").textValue()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name: missing (expected: a value)",
                "[] | body: [] (expected: an object)",
                "{\"name\": 1} | name: 1 (expected: text)",
                "{\"name\": \"\"} | name: 0 characters (expected: at least 1)",
                "{\"name\": \"abcdef\"} | name: 6 characters (expected: at most 5)",
                "{\"name\": \"a\", \"color\": \"pink\"} | color: \"pink\" (expected: one of [\"red\",\"blue\"])",
                "{\"name\": \"a\", \"size\": 18446744073709551617} | size: 18446744073709551617 (expected: at most 9)",
                "{\"name\": \"a\", \"size\": 1.0} | size: 1.0 (expected: a whole number or null)",
                "{\"name\": \"a\", \"parts\": [{\"name\": \"b\"}, {}]} | parts[1].name: missing (expected: a value)",
                "{\"name\": \"a\", \"parts\": [1, 2, 3]} | parts: 3 items (expected: at most 2); and 3 more",
                "{\"name\": \"a\", \"tags\": {\"x\": 1}} | tags.x: 1 (expected: text)",
                "{\"name\": \"a\", \"nam\": 1} | nam: unknown field (expected: one of [name, color, size, parts, tags])",
                "{\"name\": \"a\", \"name\": \"b\"} | name: duplicate key (expected: each key once)",
                "'' | body: empty (expected: a JSON value)"
            })
    void refusesBodiesByPath(String body, String detail) {
        assertThat(problem(caller.post("/things", body)).get("detail").textValue())
                .isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /hot?%zz",
                "GET /things?limit=%zz",
                "GET /things?%",
                "GET /things/%zz",
                "GET /things/%ff?%ff=%fe"
            })
    void refusesWhatIsNoText(String line) throws Exception {
        try (RawConnection connection = RawConnection.open(service.port())) {
            connection.send(line + " HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 40").contains("application/problem+json");
        }
    }

    @Test
    void refusesAParameterThatIsGivenTwice() {
        assertThat(problem(caller.get("/things?limit=1&limit=2")).get("detail").textValue())
                .isEqualTo("limit: given 2 times (expected: once)");
    }

    @Test
    void hasNoPathWithASlashAtItsEnd() {
        assertThat(caller.get("/things/").statusCode()).isEqualTo(404);
        assertThat(caller.get("/things/ab/").statusCode()).isEqualTo(404);
        assertThat(caller.post("/hot/", "1").statusCode()).isEqualTo(404);
    }

    @Test
    void listsEverythingThatIsWrong() {
        JsonNode problem = problem(caller.post("/things", "{\"size\": 10, \"color\": 1}"));

        assertThat(problem.get("errors").findValuesAsText("name")).containsExactlyInAnyOrder("name", "size", "color");
    }

    @Test
    void checksALongBodyToo() {
        String parts = "{\"name\": \"b\"},".repeat(10_000);

        JsonNode problem = problem(caller.post("/things", "{\"name\": \"a\", \"parts\": [" + parts + "{}]}"));

        assertThat(problem.get("errors").findValuesAsText("name")).containsExactly("parts", "parts[10000].name");
    }

    @Test
    void knowsWhatItAnswers() {
        assertThat(service.routes())
                .containsExactly(
                        "GET /things",
                        "GET /things/me",
                        "GET /things/{id}",
                        "GET /things/{id}/parts/last",
                        "GET /things/{id}/parts/{part}",
                        "POST /hot",
                        "POST /things");
    }

    @Test
    void doesNotStartWithoutAHandlerOfEachOperation() {
        assertRefused(
                operations -> operations.on("listThings", context -> {}),
                "Cannot serve 'things': no handler of the operations [addThing, readLastPart, readMe, readPart, readThing]");
    }

    @Test
    void doesNotStartWithAHandlerOfNoOperation() {
        assertRefused(
                operations -> operations.on("eatThing", context -> {}), "operationId: eatThing (expected: one of");
        assertRefused(
                operations -> operations.on("readThing", context -> {}).on("readThing", context -> {}),
                "operationId: readThing (expected: one handler)");
    }

    private void assertRefused(Consumer<Operations> handlers, String message) {
        HttpService.Builder builder = builder();
        assertThatThrownBy(() -> builder.contract("things", handlers))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(message);
    }

    private static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        return HttpCaller.json(response);
    }
}
