package io.granary.registry.server;

import static io.granary.core.definition.GenerationState.BUILDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Revision;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a client follows the rollout of its project: by events where they come, by asking where they do not. */
@Timeout(120)
class FollowingClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SELDOM = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMillis(50);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private RegistryServer server;
    private RegistryApi api;
    private boolean isRunning;

    @BeforeEach
    void startServer() {
        server = start(0);
        api = new RegistryApi(server.address(), TIMEOUT);
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        stopServer();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void hearsOfAChangeLongBeforeItWouldAskAgain() {
        RegistryClient client = follow(server.address(), SELDOM);
        await().atMost(TIMEOUT).until(() -> gauge("streams") == 1);
        apply(1);
        await().atMost(TIMEOUT).until(() -> client.current().number() == 1);
        apply(2);
        await().atMost(TIMEOUT).until(() -> client.newest().number() == 2);
        assertThat(client.current().number()).isEqualTo(1);
        assertThat(gauge("revision", "which", "newest")).isEqualTo(2);
        assertThat(meters.counter("granary.registry.client.events", "project", "taxis")
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void tellsOfLiveRevisionsOnlyAndOfTheWholeRolloutWhomItConcerns() {
        apply(1);
        RegistryClient client = follow(server.address(), OFTEN);
        List<Integer> live = new CopyOnWriteArrayList<>();
        List<ProjectRollout> rollouts = new CopyOnWriteArrayList<>();
        client.subscribe(revision -> live.add(revision.number()));
        client.rollouts().subscribe(rollouts::add);
        Revision second = apply(2);
        await().atMost(TIMEOUT).until(() -> rollouts.size() == 1);
        assertThat(rollouts.get(0).newest()).isEqualTo(second);
        assertThat(live).isEmpty();
        client.filled(rollouts.get(0).rollout().in(BUILDING).get(0));
        await().atMost(TIMEOUT).until(() -> rollouts.size() == 2);
        assertThat(live).containsExactly(2);
        assertThat(rollouts.get(1).revisions()).containsOnlyKeys(1, 2);
    }

    @Test
    void asksAgainAndAgainWhereEventsDoNotComeThrough() {
        MeddlingProxy proxy = MeddlingProxy.start(vertx, server.address());
        open.push(proxy);
        RegistryClient client = follow(proxy.address(), OFTEN);
        apply(1);
        await().atMost(TIMEOUT).until(() -> client.current().number() == 1);
        apply(2);
        await().atMost(TIMEOUT).until(() -> client.newest().number() == 2);
        assertThat(gauge("streams")).isZero();
        assertThat(client.status().connected()).isTrue();
    }

    @Test
    void comesBackToTheEventsOfARegistryThatWasAway() {
        apply(1);
        int port = server.address().getPort();
        RegistryClient client = follow(server.address(), Duration.ofMillis(300));
        await().atMost(TIMEOUT).until(() -> gauge("streams") == 1);
        stopServer();
        await().atMost(TIMEOUT).until(() -> !client.status().connected() && gauge("streams") == 0);
        assertThat(client.status().since()).isAfter(client.status().lastAnswer());
        server = start(port);
        await().atMost(Duration.ofSeconds(60)).until(() -> gauge("streams") == 1);
        assertThat(client.status().connected()).isTrue();
    }

    @Test
    void startsFromTheWholeRolloutInTheSnapshot() {
        apply(1);
        apply(2);
        ProjectRollout before;
        try (RegistryClient client = client(server.address(), SELDOM)) {
            client.start();
            before = client.rollouts().current();
        }
        assertThat(before.rollout().in(BUILDING)).hasSize(1);
        stopServer();
        RegistryClient client = follow(server.address(), SELDOM);
        assertThat(client.rollouts().current()).isEqualTo(before);
        assertThat(client.current().number()).isEqualTo(1);
        assertThat(client.status().connected()).isFalse();
        assertThat(client.status().newest()).isEqualTo(2);
    }

    @Test
    void ignoresASnapshotOfAnotherProject() throws IOException {
        api.apply("flights", new ApplyRequest(0, "ann", "", Taxis.first()));
        RegistryClientConfig config =
                new RegistryClientConfig(server.address(), "flights", SELDOM, TIMEOUT, folder.resolve("snapshot"));
        try (RegistryClient client = new RegistryClient(config, InstantSource.system(), new Random(1))) {
            client.start();
            assertThat(client.current().number()).isEqualTo(1);
        }
        assertThat(Files.size(folder.resolve("snapshot"))).isPositive();
        stopServer();
        assertThat(follow(server.address(), SELDOM).current()).isEqualTo(Revision.none("taxis"));
    }

    @Test
    void refusesLoudlyWhatItDoesNotUnderstandAndKeepsWhatItHas() {
        apply(1);
        MeddlingProxy proxy = MeddlingProxy.start(vertx, server.address());
        open.push(proxy);
        RegistryClient client = follow(proxy.address(), OFTEN);
        assertThat(client.current().number()).isEqualTo(1);
        proxy.change(body -> body.replace("\"message\":", "\"newThing\":1,\"message\":"));
        apply(1);
        await().atMost(TIMEOUT).until(() -> !client.status().connected());
        assertThat(client.status().problem()).contains("newThing: unknown field");
        assertThat(client.current().number()).isEqualTo(1);
        assertThat(requests("unusable")).isPositive();
        proxy.change(body -> body);
        await().atMost(TIMEOUT).until(() -> client.current().number() == 2);
        assertThat(client.status().problem()).isNull();
    }

    @Test
    void neverTakesAnOlderRolloutOfTheSameRegistry() {
        apply(1);
        apply(2);
        MeddlingProxy proxy = MeddlingProxy.start(vertx, server.address());
        open.push(proxy);
        RegistryClient client = follow(proxy.address(), OFTEN);
        proxy.change(body -> body.replace("\"version\":3,", "\"version\":1,"));
        api.promote("taxis", api.rollout("taxis").in(BUILDING).get(0));
        await().atMost(TIMEOUT).until(() -> requests("stale") > 0);
        assertThat(client.current().number()).isEqualTo(1);
        proxy.change(body -> body);
        await().atMost(TIMEOUT).until(() -> client.current().number() == 2);
    }

    private void stopServer() {
        if (isRunning) {
            server.close();
            isRunning = false;
        }
    }

    private double requests(String outcome) {
        return meters.counter("granary.registry.client.requests", "project", "taxis", "outcome", outcome)
                .count();
    }

    private double gauge(String noun, String... tags) {
        return meters.get("granary.registry.client." + noun).tags(tags).gauge().value();
    }

    private RegistryClient follow(URI address, Duration pollInterval) {
        RegistryClient client = client(address, pollInterval);
        open.push(client);
        client.start();
        return client;
    }

    private RegistryClient client(URI address, Duration pollInterval) {
        RegistryClientConfig config =
                new RegistryClientConfig(address, "taxis", pollInterval, TIMEOUT, folder.resolve("snapshot"));
        return new RegistryClient(config, InstantSource.system(), new Random(1), meters);
    }

    private RegistryServer start(int port) {
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(port), folder.resolve("registry.db"));
        Metrics metrics = new Metrics();
        open.addLast(metrics);
        isRunning = true;
        return RegistryServer.start(config, vertx, new Health(), metrics, InstantSource.system());
    }

    /** Each meaning of the view's feature is a generation of its own; the same one again only changes the ttl. */
    private Revision apply(int meaning) {
        int base = api.projects().isEmpty() ? 0 : api.latest("taxis").number();
        return api.apply(
                "taxis",
                new ApplyRequest(
                        base,
                        "ann",
                        "",
                        Taxis.with(Duration.ofDays(1 + base), Taxis.miles("miles + " + meaning + ".0"))));
    }
}
