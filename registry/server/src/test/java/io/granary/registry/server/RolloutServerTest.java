package io.granary.registry.server;

import static io.granary.core.definition.GenerationState.BUILDING;
import static io.granary.core.definition.GenerationState.DROPPING;
import static io.granary.core.definition.GenerationState.LIVE;
import static io.granary.core.definition.GenerationState.OUTGOING;
import static io.granary.core.definition.GenerationState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewGeneration;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RollbackRequest;
import io.granary.registry.server.rollout.RolloutConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts and their events over HTTP, by two registries that share a database. */
@Timeout(120)
class RolloutServerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final RolloutConfig QUICK =
            new RolloutConfig(Duration.ofMinutes(15), Duration.ofMillis(50), Duration.ofMillis(50), 3);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> open = new ArrayList<>();
    private RegistryServer server;
    private RegistryApi api;

    @BeforeEach
    void startServer() {
        server = start(QUICK);
        api = new RegistryApi(server.address(), TIMEOUT);
    }

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable part : open) {
            part.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answersTheLiveRevisionUntilTheNewestIsBuilt() {
        Revision first = apply(1);
        Revision second = apply(2);
        assertThat(api.latest("taxis")).isEqualTo(second);
        assertThat(api.live("taxis")).isEqualTo(first);
        assertThat(api.rollout("taxis").newest()).isEqualTo(2);
        assertThat(api.promote("taxis", only(BUILDING)).live()).isEqualTo(2);
        assertThat(api.live("taxis")).isEqualTo(second);
        assertThat(only(RETIRED).lastRevision()).isEqualTo(1);
    }

    @Test
    void takesReportsOnceAndAgain() {
        apply(1);
        apply(2);
        ViewGeneration filled = only(BUILDING);
        api.promote("taxis", filled);
        int version = api.rollout("taxis").version();
        assertThat(api.promote("taxis", filled).version()).isEqualTo(version);
        apply(3);
        apply(2);
        ViewGeneration abandoned = only(DROPPING);
        api.dropped("taxis", abandoned);
        api.dropped("taxis", abandoned);
        assertThat(api.rollout("taxis").in(DROPPING)).isEmpty();
    }

    @Test
    void refusesReportsThatDoNotFit() {
        apply(1);
        apply(2);
        ViewGeneration building = only(BUILDING);
        assertError(ErrorCode.CONFLICT, () -> api.dropped("taxis", only(LIVE, OUTGOING)), "it is outgoing");
        apply(1);
        assertError(ErrorCode.CONFLICT, () -> api.promote("taxis", building), "it is dropping");
        apply(2);
        assertError(ErrorCode.CONFLICT, () -> api.promote("taxis", building), "since revision 4 began it");
        assertError(ErrorCode.NOT_FOUND, () -> api.rollout("nobody"), "project: 'nobody' does not exist");
        assertError(ErrorCode.NOT_FOUND, () -> api.live("nobody"), "project: 'nobody' does not exist");
    }

    @Test
    void answersAnUnchangedRolloutWithoutABody() throws Exception {
        apply(1);
        HttpResponse<String> first = get("/v1/projects/taxis/rollout", "");
        assertThat(first.statusCode()).isEqualTo(200);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/v1/projects/taxis/rollout", tag).statusCode()).isEqualTo(304);
        apply(2);
        assertThat(get("/v1/projects/taxis/rollout", tag).statusCode()).isEqualTo(200);
        String live = get("/v1/projects/taxis/revisions/live", "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(get("/v1/projects/taxis/revisions/live", live).statusCode()).isEqualTo(304);
    }

    @Test
    void saysWhenARetiredGenerationIsDropped() throws Exception {
        apply(1);
        apply(2);
        api.promote("taxis", only(BUILDING));
        assertThat(get("/v1/projects/taxis/rollout", "").body())
                .contains("\"dropAt\":\"" + only(RETIRED).since().plus(Duration.ofMinutes(15)) + "\"");
    }

    @Test
    void dropsARetiredGenerationWhenItsTimeIsOver() {
        RegistryServer impatient = start(QUICK.withRetireAfter(Duration.ofMillis(200)));
        apply(1);
        apply(2);
        api.promote("taxis", only(BUILDING));
        await().atMost(TIMEOUT).until(() -> !api.rollout("taxis").in(DROPPING).isEmpty());
        assertThat(impatient.address()).isNotEqualTo(server.address());
        assertThat(only(DROPPING).lastRevision()).isEqualTo(1);
    }

    @Test
    void tellsOfEachMoveWhicheverProcessMakesIt() {
        EventLines events = follow(start(QUICK), "none");
        await().atMost(TIMEOUT).until(() -> events.heartbeats() > 3);
        assertThat(events.data()).isEmpty();
        apply(1);
        awaitData(events, "{\"newest\":1,\"live\":1}");
        apply(2);
        awaitData(events, "{\"newest\":2,\"live\":1}");
        api.promote("taxis", only(BUILDING));
        awaitData(events, "{\"newest\":2,\"live\":2}");
        assertThat(events.data()).hasSize(3);
    }

    @Test
    void tellsOfItsOwnMovesWithoutWaitingForTheNextLook() {
        RegistryServer slow =
                start(new RolloutConfig(Duration.ofDays(1), Duration.ofDays(1), Duration.ofMillis(50), 3));
        api = new RegistryApi(slow.address(), TIMEOUT);
        EventLines events = follow(slow, "none");
        await().atMost(TIMEOUT).until(() -> events.heartbeats() > 0);
        apply(1);
        awaitData(events, "{\"newest\":1,\"live\":1}");
        apply(2);
        awaitData(events, "{\"newest\":2,\"live\":1}");
        api.promote("taxis", only(BUILDING));
        awaitData(events, "{\"newest\":2,\"live\":2}");
        api.rollback("taxis", new RollbackRequest(2, 1, "ann", null, false));
        awaitData(events, "{\"newest\":3,\"live\":3}");
    }

    @Test
    void beginsWithTheRolloutOfNowUnlessTheReaderHasIt() {
        apply(1);
        EventLines first = follow(server, "none");
        awaitData(first, "{\"newest\":1,\"live\":1}");
        EventLines second = follow(start(QUICK), first.id());
        await().atMost(TIMEOUT).until(() -> second.heartbeats() > 3);
        assertThat(second.data()).isEmpty();
        apply(2);
        awaitData(second, "{\"newest\":2,\"live\":1}");
    }

    @Test
    void refusesTooManyReadersAndForgetsThoseThatLeave() throws Exception {
        List<EventLines> readers = List.of(follow(server, "a"), follow(server, "b"), follow(server, "c"));
        await().atMost(TIMEOUT).until(() -> readers.stream().allMatch(reader -> reader.heartbeats() > 0));
        HttpResponse<String> refused = get("/v1/projects/taxis/events", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("events: 3 readers (expected: fewer; ask for the rollout instead)");
        readers.get(0).close();
        await().atMost(TIMEOUT).until(() -> {
            try (EventLines late = EventLines.of(server.address(), "taxis")) {
                await().atMost(TIMEOUT).until(() -> late.heartbeats() > 0 || late.isOver());
                return !late.isOver();
            }
        });
    }

    @Test
    void answersHeadAndRefusesANameThatIsNone() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(server.address().resolve("/v1/projects/taxis/events"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(head, BodyHandlers.discarding());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(get("/v1/projects/a-b/events", "").statusCode()).isEqualTo(400);
    }

    private void awaitData(EventLines events, String data) {
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events.data()).endsWith("data: " + data));
    }

    private EventLines follow(RegistryServer registry, String lastId) {
        EventLines lines = EventLines.of(registry.address(), "taxis", lastId);
        open.add(0, lines);
        return lines;
    }

    private RegistryServer start(RolloutConfig config) {
        Metrics metrics = new Metrics();
        RegistryServer started = RegistryServer.start(
                new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db")).with(config),
                vertx,
                new Health(),
                metrics,
                InstantSource.system());
        open.add(started);
        open.add(metrics);
        return started;
    }

    /** Each meaning of the view's feature is a generation of its own. */
    private Revision apply(int meaning) {
        int base = api.projects().isEmpty() ? 0 : api.latest("taxis").number();
        return api.apply(
                "taxis",
                new ApplyRequest(
                        base, "ann", "", Taxis.with(Duration.ofDays(1), Taxis.miles("miles + " + meaning + ".0"))));
    }

    private ViewGeneration only(GenerationState... states) {
        List<ViewGeneration> found = api.rollout("taxis").generations().values().stream()
                .filter(generation -> List.of(states).contains(generation.state()))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private HttpResponse<String> get(String path, String tag) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path));
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static void assertError(ErrorCode code, Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
