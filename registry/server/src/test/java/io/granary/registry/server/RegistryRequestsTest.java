package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.http.Health;
import io.granary.http.HttpCaller;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.Page;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RequestJson;
import io.granary.registry.client.RevisionSummary;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the registry's HTTP API promises beyond its operations: repeated and conditional requests, pages. */
@Timeout(60)
class RegistryRequestsTest {

    private static final String REVISIONS = "/v1/projects/taxis/revisions";
    private static final String LONG_KEY = "0123456789012345678901234567890123456789012345678901234567890123"
            + "0123456789012345678901234567890123456789012345678901234567890123"
            + "0123456789012345678901234567890123456789012345678901234567890123"
            + "0123456789012345678901234567890123456789012345678901234567890123";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private RegistryServer server;
    private RegistryApi api;

    @BeforeEach
    void start() {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        server = RegistryServer.start(config, vertx, new Health(), metrics, InstantSource.system());
        api = new RegistryApi(server.address(), TIMEOUT);
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
        vertx.close().await();
    }

    @Test
    void givesARepeatedRequestTheFirstAnswer() {
        HttpResponse<String> first = apply(0, 1, "Idempotency-Key", "k1");
        HttpResponse<String> second = apply(0, 1, "Idempotency-Key", "k1");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(api.history("taxis")).hasSize(1);
        assertThat(apply(0, 1).statusCode()).isEqualTo(409);
    }

    @Test
    void remembersAKeyOverARestart() {
        HttpResponse<String> first = apply(0, 1, "Idempotency-Key", "k1");
        server.close();
        start();

        assertThat(apply(0, 1, "Idempotency-Key", "k1").body()).isEqualTo(first.body());
    }

    @Test
    void refusesAKeyOfAnotherRequest() {
        apply(0, 1, "Idempotency-Key", "k1");

        HttpResponse<String> other = apply(1, 2, "Idempotency-Key", "k1");

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(detail(other)).isEqualTo("Idempotency-Key: 'k1' of another request (expected: a new key)");
        assertThat(api.history("taxis")).hasSize(1);
    }

    @Test
    void letsARefusedRequestBeSentAgain() {
        assertThat(apply(1, 2, "Idempotency-Key", "k1").statusCode()).isEqualTo(409);
        apply(0, 1);

        assertThat(apply(1, 2, "Idempotency-Key", "k1").statusCode()).isEqualTo(201);
    }

    @Test
    void hasOneEffectOfManyEqualRequestsAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> applies = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> apply(0, 1, "Idempotency-Key", "k1")))
                .toList();

        assertThat(applies)
                .extracting(apply -> apply.join().statusCode())
                .isSubsetOf(201, 409)
                .contains(201);
        assertThat(applies)
                .filteredOn(apply -> apply.join().statusCode() == 409)
                .allSatisfy(apply -> assertThat(detail(apply.join())).contains("it is under way"));
        assertThat(api.history("taxis")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", LONG_KEY})
    void refusesAKeyThatIsNone(String key) {
        assertThat(detail(apply(0, 1, "Idempotency-Key", key))).startsWith("Idempotency-Key: ");
    }

    @Test
    void appliesOnlyOnTheTagged() {
        HttpResponse<String> first = apply(0, 1);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = apply(1, 2, "If-Match", "\"other\", " + tag);
        HttpResponse<String> stale = apply(2, 3, "If-Match", tag);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(HttpCaller.json(stale).get("newestRevision").intValue()).isEqualTo(2);
        assertThat(apply(2, 3, "If-Match", "*").statusCode()).isEqualTo(201);
        assertThat(apply(3, 4, "If-Match", "W/" + tag).statusCode()).isEqualTo(412);
    }

    @Test
    void hasNothingToMatchBeforeTheFirstApply() {
        assertThat(apply(0, 1, "If-Match", "*").statusCode()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
    void answersNoBodyToWhoeverHasIt(String header) {
        String tag = apply(0, 1).headers().firstValue("ETag").orElseThrow();

        for (String path : List.of(REVISIONS + "/latest", REVISIONS + "/1")) {
            HttpResponse<String> known = get(path, "If-None-Match", header.formatted(tag));
            assertThat(known.statusCode()).as(path).isEqualTo(304);
            assertThat(known.headers().firstValue("ETag")).contains(tag);
        }
    }

    @Test
    void plansInSentencesUnlessDetailsAreAsked() {
        apply(0, 1);
        BodyPublisher nothing = BodyPublishers.ofString("{\"definitions\":[]}");

        JsonNode brief = HttpCaller.json(send(request("/v1/projects/taxis/plan", "Content-Type", "application/json")
                .POST(nothing)));
        JsonNode detailed =
                HttpCaller.json(send(request("/v1/projects/taxis/plan?details=true", "Content-Type", "application/json")
                        .POST(nothing)));

        assertThat(brief.get("consequences").get(0).isTextual()).isTrue();
        assertThat(brief.has("costs")).isFalse();
        assertThat(detailed.get("consequences").get(0).get("breaks").booleanValue())
                .isTrue();
    }

    @Test
    void pagesThroughTheHistory() {
        for (int i = 0; i < 5; i++) {
            apply(i, i + 1);
        }

        List<Integer> numbers = new ArrayList<>();
        Page<RevisionSummary> page = api.history("taxis", 2, null);
        while (true) {
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(revision -> numbers.add(revision.number()));
            if (page.next() == null) {
                break;
            }
            apply(5 + numbers.size() / 2 - 1, 100 + numbers.size());
            page = api.history("taxis", 2, page.next());
        }

        assertThat(numbers).containsExactly(5, 4, 3, 2, 1);
        assertThat(api.history("taxis")).hasSize(7);
    }

    @Test
    void pagesThroughTheProjects() {
        for (String project : List.of("b", "c", "a")) {
            api.apply(project, new ApplyRequest(0, "ann", "", Taxis.first()));
        }

        JsonNode first = HttpCaller.json(get("/v1/projects?limit=2"));
        String next = first.get("next").textValue();
        JsonNode second = HttpCaller.json(get("/v1/projects?limit=2&cursor=" + next));

        assertThat(first.get("projects")).hasToString("[\"a\",\"b\"]");
        assertThat(second.get("projects")).hasToString("[\"c\"]");
        assertThat(second.has("next")).isFalse();
        assertThat(api.projects()).containsExactly("a", "b", "c");
        assertThat(get(REVISIONS.replace("taxis", "a") + "?cursor=" + next).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "cmV2aXNpb25zOng", "cmV2aXNpb25zOjA", "%20"})
    void refusesACursorThatNoPageAnswered(String cursor) {
        apply(0, 1);

        HttpResponse<String> response = get(REVISIONS + "?cursor=" + cursor);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(detail(response)).contains("(expected: 'next' of the page before)");
    }

    @Test
    void survivesALostAnswer() throws IOException {
        try (LossyProxy proxy = LossyProxy.to(server.address())) {
            RegistryApi unlucky = new RegistryApi(proxy.address(), TIMEOUT);

            assertThat(unlucky.apply("taxis", new ApplyRequest(0, "ann", "", Taxis.first()))
                            .number())
                    .isEqualTo(1);

            assertThat(proxy.connections()).isEqualTo(2);
            assertThat(api.history("taxis")).hasSize(1);
        }
    }

    /** Applies definitions that differ by a number of days. */
    private HttpResponse<String> apply(int base, int days, String... headers) {
        ApplyRequest request =
                new ApplyRequest(base, "ann", "why", Taxis.with(Duration.ofDays(days), Taxis.miles("miles")));
        String body = new String(RequestJson.encodeApply(request), StandardCharsets.UTF_8);
        return send(request(REVISIONS, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static String detail(HttpResponse<String> response) {
        return HttpCaller.json(response).get("detail").textValue();
    }
}
