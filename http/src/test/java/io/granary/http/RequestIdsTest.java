package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestIdsTest {

    private static final String HEADER = "X-Request-Id";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpService service;

    @BeforeAll
    void start() {
        service = HttpService.builder(vertx, HttpConfig.onPort(0))
                .hot(HttpMethod.GET, "/hot", request -> request.response().end("hot"))
                .hot(HttpMethod.GET, "/bug", request -> {
                    throw new IllegalStateException("inside");
                })
                .contract("health", new Health()::addTo)
                .start()
                .await();
    }

    @AfterAll
    void stop() {
        service.close().await();
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hot", "/bug", "/health", "/nothing"})
    void echoesTheCallersIdOnEveryAnswer(String path) throws Exception {
        assertThat(id(send(path, "a-B_9.:"))).isEqualTo("a-B_9.:");
    }

    @Test
    void makesADifferentIdForEachRequestWithoutOne() throws Exception {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(id(send("/hot", null)));
        }

        assertThat(ids).hasSize(100).allSatisfy(id -> assertThat(id).matches("[a-z0-9]+-[a-z0-9]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "<script>", "\u00e4", ""})
    void replacesAnIdThatIsNotSafe(String given) throws Exception {
        assertThat(id(send("/hot", given))).isNotEqualTo(given).matches("[a-z0-9]+-[a-z0-9]+");
    }

    @Test
    void replacesALongId() throws Exception {
        assertThat(id(send("/hot", "x".repeat(64)))).isEqualTo("x".repeat(64));
        assertThat(id(send("/hot", "x".repeat(65)))).hasSizeLessThan(64);
    }

    @Test
    void namesTheIdInAProblem() throws Exception {
        assertThat(HttpCaller.json(send("/nothing", "abc")).get("requestId").textValue())
                .isEqualTo("abc");
        assertThat(HttpCaller.json(send("/bug", "abc")).get("requestId").textValue())
                .isEqualTo("abc");
    }

    private static String id(HttpResponse<String> response) {
        assertThat(response.headers().allValues(HEADER)).hasSize(1);
        return response.headers().firstValue(HEADER).orElseThrow();
    }

    private HttpResponse<String> send(String path, @Nullable String id) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        if (id != null) {
            request.header(HEADER, id);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
