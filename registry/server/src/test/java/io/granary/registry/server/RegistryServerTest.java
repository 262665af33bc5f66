package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.granary.registry.client.RequestJson;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API, and the client against a server that comes and goes. */
class RegistryServerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Metrics metrics = new Metrics();
    private RegistryServer server;
    private RegistryApi api;

    @BeforeEach
    void startServer() {
        server = start(0, "registry.db");
        api = new RegistryApi(server.address(), TIMEOUT);
    }

    @AfterEach
    void stopServer() {
        server.close();
        metrics.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answersWhatWasApplied() {
        Revision revision = apply(0, Taxis.first());
        assertThat(api.projects()).containsExactly("taxis");
        assertThat(api.latest("taxis")).isEqualTo(revision);
        assertThat(api.revision("taxis", 1)).isEqualTo(revision);
        assertThat(api.history("taxis")).singleElement().satisfies(summary -> {
            assertThat(summary.author()).isEqualTo("ann");
            assertThat(summary.counts().added()).isEqualTo(5);
        });
        assertThat(api.plan("taxis", Taxis.first()).isEmpty()).isTrue();
        assertThat(api.registerModelVersion("taxis", "tip", Taxis.version("1")).number())
                .isEqualTo(2);
    }

    @Test
    void turnsProblemsBackIntoErrors() {
        apply(0, Taxis.first());
        assertError(ErrorCode.CONFLICT, () -> apply(0, Taxis.first()), "revision 1 is the newest");
        assertError(ErrorCode.NOT_FOUND, () -> api.latest("nobody"), "project: 'nobody' does not exist");
        assertError(ErrorCode.NOT_FOUND, () -> api.revision("taxis", 9), "'9' does not exist");
        assertError(ErrorCode.INVALID_ARGUMENT, () -> api.latest("a-b"), "project: 'a-b' (expected: ");
        assertError(
                ErrorCode.INVALID_ARGUMENT,
                () -> api.plan("taxis", Taxis.with(TIMEOUT, Taxis.miles("mils"))),
                "FeatureView driver_trips, features[0].expression: 'mils'");
        assertError(
                ErrorCode.NOT_FOUND,
                () -> api.registerModelVersion("taxis", "tap", Taxis.version("1")),
                "model: 'tap' does not exist");
    }

    @Test
    void namesTheNewerRevisionOfAConflict() throws Exception {
        apply(0, Taxis.first());
        HttpResponse<String> response = post(
                "/v1/projects/taxis/revisions",
                "{\"base\": 0, \"author\": \"a\", \"message\": \"\", \"definitions\": []}");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"newestRevision\":1");
    }

    @Test
    void refusesABodyThatIsNotStrictJson() throws Exception {
        assertThat(post("/v1/projects/taxis/plan", "{\"definitions\": [], \"definitions\": []}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/projects/taxis/plan", "{\"definitions\": [], \"x\": \"\\ud800\"}")
                        .body())
                .contains("surrogate");
        assertThat(post("/v1/projects/taxis/plan", "").statusCode()).isEqualTo(400);
        assertThat(post("/v1/projects/taxis/plan", "[".repeat(5_000)).statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/projects/taxis/plan", " ".repeat(RequestJson.MAX_BYTES + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void answersAnUnchangedRevisionWithoutABody() throws Exception {
        apply(0, Taxis.first());
        HttpResponse<String> first = get("/v1/projects/taxis/revisions/latest", "\"x\"");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.statusCode()).isEqualTo(200);
        HttpResponse<String> second = get("/v1/projects/taxis/revisions/latest", tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void tellsItsHealthAndMetrics() throws Exception {
        apply(0, Taxis.first());
        assertThat(get("/health/ready", "").body()).contains("registry-store");
        assertThat(get("/metrics", "").body()).contains("granary_registry_applies_total{outcome=\"applied\"} 1.0");
    }

    @Test
    void letsOneOfTwentyAppliesWin() {
        apply(0, Taxis.first());
        List<CompletableFuture<Boolean>> applies = IntStream.range(0, 20)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> wins(Taxis.with(Duration.ofDays(i + 1), Taxis.note()))))
                .toList();
        assertThat(applies).extracting(CompletableFuture::join).containsOnlyOnce(true);
        assertThat(api.latest("taxis").number()).isEqualTo(2);
    }

    @Test
    void tellsAClientOfEachRevision() {
        apply(0, Taxis.first());
        List<Integer> seen = new CopyOnWriteArrayList<>();
        try (RegistryClient client = client(server.address())) {
            client.subscribe(revision -> seen.add(revision.number()));
            client.start();
            assertThat(client.current().number()).isEqualTo(1);
            apply(1, Taxis.with(TIMEOUT, Taxis.note()));
            await().atMost(TIMEOUT).until(() -> client.current().number() == 2);
            assertThat(client.current()).isEqualTo(api.latest("taxis"));
            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(seen).containsExactly(1, 2));
            assertThat(client.status().connected()).isTrue();
        }
    }

    @Test
    void goesOnWithoutTheRegistryAndRecovers() {
        apply(0, Taxis.first());
        int port = server.address().getPort();
        try (RegistryClient client = client(server.address())) {
            client.start();
            server.close();
            await().atMost(TIMEOUT).until(() -> !client.status().connected());
            assertThat(client.current().number()).isEqualTo(1);
            assertThat(client.status().problem()).contains("Cannot reach the registry");
            server = start(port, "registry.db");
            await().atMost(TIMEOUT).until(() -> client.status().connected());
            apply(1, Taxis.with(TIMEOUT, Taxis.note()));
            await().atMost(TIMEOUT).until(() -> client.current().number() == 2);
        }
    }

    @Test
    void startsFromTheSnapshotWhenTheRegistryIsDown() throws IOException {
        apply(0, Taxis.first());
        URI address = server.address();
        Revision latest = api.latest("taxis");
        runOnce(address);
        server.close();
        try (RegistryClient client = client(address)) {
            client.start();
            assertThat(client.current()).isEqualTo(latest);
            assertThat(client.status().connected()).isFalse();
        }
        Files.writeString(folder.resolve("snapshot"), "garbage");
        try (RegistryClient client = client(address)) {
            client.start();
            assertThat(client.current()).isEqualTo(Revision.none("taxis"));
        }
        server = start(0, "registry.db");
    }

    @Test
    void takesAnotherRegistryWhateverItsRevision() {
        apply(0, Taxis.first());
        apply(1, Taxis.with(TIMEOUT, Taxis.note()));
        runOnce(server.address());
        restart("other.db");
        Revision other = apply(0, Taxis.first());
        try (RegistryClient client = client(server.address())) {
            client.start();
            assertThat(client.current()).isEqualTo(other);
        }
    }

    @Test
    void neverGoesBackToAnOlderRevisionOfTheSameRegistry() throws IOException {
        apply(0, Taxis.first());
        restart("registry.db");
        server.close();
        Files.copy(folder.resolve("registry.db"), folder.resolve("backup.db"));
        server = start(server.address().getPort(), "registry.db");
        apply(1, Taxis.with(TIMEOUT, Taxis.note()));
        runOnce(server.address());
        restart("backup.db");
        assertThat(api.latest("taxis").number()).isEqualTo(1);
        try (RegistryClient client = client(server.address())) {
            client.start();
            assertThat(client.status().connected()).isTrue();
            assertThat(client.current().number()).isEqualTo(2);
        }
    }

    private void restart(String database) {
        int port = server.address().getPort();
        server.close();
        server = start(port, database);
    }

    private boolean wins(Definitions definitions) {
        try {
            apply(1, definitions);
            return true;
        } catch (GranaryException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
            return false;
        }
    }

    private void runOnce(URI address) {
        try (RegistryClient client = client(address)) {
            client.start();
        }
    }

    private RegistryClient client(URI address) {
        RegistryClientConfig config =
                new RegistryClientConfig(address, "taxis", Duration.ofMillis(50), TIMEOUT, folder.resolve("snapshot"));
        return new RegistryClient(config, InstantSource.system(), new Random(1));
    }

    private RegistryServer start(int port, String database) {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(port), folder.resolve(database));
        return RegistryServer.start(config, vertx, new Health(), metrics, InstantSource.system());
    }

    private Revision apply(int base, Definitions definitions) {
        return api.apply("taxis", new ApplyRequest(base, "ann", "why", definitions, true));
    }

    private HttpResponse<String> get(String path, String tag) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("If-None-Match", tag)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static void assertError(ErrorCode code, Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
