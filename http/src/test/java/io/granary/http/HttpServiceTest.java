package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServiceTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpService service;

    @BeforeAll
    void start() {
        service = HttpService.builder(vertx, HttpConfig.onPort(0).withMaxBodyBytes(1_000))
                .hot(HttpMethod.GET, "/hot", request -> request.response().end("hot"))
                .hotBody(
                        HttpMethod.POST,
                        "/echo",
                        (request, body) -> request.response().end(body))
                .hotBody(
                        HttpMethod.POST,
                        "/parse",
                        (request, body) -> request.response()
                                .end(StrictJson.parse(body.getBytes()).toString()))
                .hot(HttpMethod.GET, "/busy", request -> {
                    throw new GranaryException(ErrorCode.UNAVAILABLE, "redis: no answer");
                })
                .hot(HttpMethod.GET, "/bug", request -> {
                    throw new IllegalStateException("secret inside");
                })
                .routes(HttpServiceTest::routes)
                .start()
                .await();
    }

    private static void routes(Router router) {
        router.get("/things/:id").handler(context -> context.response().end(context.pathParam("id")));
        router.post("/things")
                .handler(context -> context.response().end(context.body().buffer()));
        router.get("/conflict").handler(context -> context.fail(new StaleRevision()));
        router.get("/router-bug").handler(context -> {
            throw new IllegalStateException("secret inside");
        });
    }

    @AfterAll
    void stop() {
        service.close().await();
        vertx.close().await();
    }

    @Test
    void answersHotPathsAndRoutes() throws Exception {
        assertThat(send("GET", "/hot", null).body()).isEqualTo("hot");
        assertThat(send("GET", "/hot?a=b", null).body()).isEqualTo("hot");
        assertThat(send("POST", "/echo", "{}").body()).isEqualTo("{}");
        assertThat(send("GET", "/things/7", null).body()).isEqualTo("7");
        assertThat(send("POST", "/things", "[1]").body()).isEqualTo("[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hot", "/things/7"})
    void answersHeadWithoutABody(String path) throws Exception {
        HttpResponse<String> response = send("HEAD", path, null);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/things/7/more", "/hot/", "/%00"})
    void saysThatAPathDoesNotExist(String path) throws Exception {
        JsonNode problem = problem(send("GET", path, null), 404);

        assertThat(problem.get("type").textValue()).isEqualTo("urn:granary:problem:not-found");
        assertThat(problem.get("title").textValue()).isEqualTo("Not found");
        assertThat(problem.get("code").textValue()).isEqualTo("NOT_FOUND");
        assertThat(problem.get("detail").textValue()).isEqualTo("path: '" + path + "' does not exist");
        assertThat(problem.get("errors").isEmpty()).isTrue();
    }

    @Test
    void saysWhichMethodsAPathAllows() throws Exception {
        HttpResponse<String> hot = send("DELETE", "/echo", null);
        HttpResponse<String> routed = send("DELETE", "/things", null);
        HttpResponse<String> named = send("PUT", "/things/7", null);

        problem(hot, 405);
        problem(named, 405);
        assertThat(named.headers().firstValue("Allow")).contains("GET, HEAD");
        problem(routed, 405);
        assertThat(hot.headers().firstValue("Allow")).contains("POST");
        assertThat(routed.headers().firstValue("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/things"})
    void refusesABodyThatIsNotJson(String path) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        JsonNode problem = problem(client.send(request, BodyHandlers.ofString()), 415);

        assertThat(problem.get("detail").textValue())
                .startsWith("Content-Type: text/plain (expected: application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON", "application/a+json"})
    void acceptsEveryJsonContentType(String contentType) throws Exception {
        HttpRequest request = request("/echo")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString("{}"))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/things"})
    void refusesALongBodyOfKnownOrUnknownLength(String path) throws Exception {
        byte[] body = new byte[1_001];
        BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(List.of(body)));

        problem(
                client.send(request(path).POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString()),
                413);
        problem(client.send(request(path).POST(chunked).build(), BodyHandlers.ofString()), 413);
        assertThat(send("POST", path, " ".repeat(1_000)).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesLongHeaders() throws Exception {
        HttpRequest request =
                request("/hot").header("X-Long", "x".repeat(20_000)).build();

        problem(client.send(request, BodyHandlers.ofString()), 431);
    }

    @Test
    void namesThePathOfBadJson() throws Exception {
        JsonNode problem = problem(send("POST", "/parse", "{\"a\": [1, NaN]}"), 400);

        assertThat(problem.get("code").textValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(problem.get("detail").textValue()).startsWith("a[1]: ");
    }

    @Test
    void asksToRetryWhatIsUnavailable() throws Exception {
        HttpResponse<String> response = send("GET", "/busy", null);

        problem(response, 503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bug", "/router-bug"})
    void hidesTheInsideOfAnUnexpectedFailure(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, null);
        JsonNode problem = problem(response, 500);

        assertThat(response.body()).doesNotContain("secret", "IllegalState", "\tat ");
        assertThat(problem.get("detail").textValue()).contains(problem.get("id").textValue());
    }

    @Test
    void addsWhatAnExceptionKnows() throws Exception {
        JsonNode problem = problem(send("GET", "/conflict", null), 409);

        assertThat(problem.get("revision").intValue()).isEqualTo(8);
        assertThat(problem.at("/errors/0/name").textValue()).isEqualTo("base");
        assertThat(problem.at("/errors/0/detail").textValue()).isEqualTo("base: 7 (expected: 8)");
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) throws Exception {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return client.send(request(path).method(method, publisher).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        return problem;
    }

    private static final class StaleRevision extends GranaryException implements ProblemDetails {

        StaleRevision() {
            super(ErrorCode.CONFLICT, "base: 7 (expected: 8)");
        }

        @Override
        public List<ProblemError> errors() {
            return List.of(new ProblemError("base", "base: 7 (expected: 8)"));
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("revision", 8);
        }
    }
}
