package io.granary.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.http.Health;
import io.granary.http.HttpConfig;
import io.granary.http.Metrics;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that asks for changes has exactly the revisions that it would have read whole. */
@Timeout(120)
class FollowedChangesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int APPLIES = 25;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicInteger changes = new AtomicInteger();
    private RegistryApi api;
    private RegistryClient client;
    private MeddlingProxy proxy;

    @BeforeEach
    void start() {
        Metrics metrics = new Metrics();
        open.push(metrics);
        RegistryConfig config = new RegistryConfig(HttpConfig.onPort(0), folder.resolve("registry.db"));
        RegistryServer server = RegistryServer.start(config, vertx, new Health(), metrics, InstantSource.system());
        open.push(server);
        api = new RegistryApi(server.address(), TIMEOUT);
        proxy = MeddlingProxy.start(vertx, server.address());
        open.push(proxy);
        RegistryClientConfig following = new RegistryClientConfig(
                proxy.address(), "taxis", Duration.ofMillis(20), TIMEOUT, folder.resolve("snapshot"));
        client = new RegistryClient(following, InstantSource.system(), new Random(1));
        open.push(client);
    }

    @AfterEach
    void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void arrivesAtEveryRevisionByItsChanges(long seed) {
        proxy.change(this::counted);
        followsRandomApplies(new Random(seed));
        assertThat(changes).hasValue(APPLIES - 1);
    }

    @Test
    void readsTheWholeRevisionWhenChangesLeadElsewhere() {
        proxy.change(body -> counted(body).replaceAll("sha-256=....", "sha-256=0000"));
        followsRandomApplies(new Random(4));
        assertThat(changes).hasValue(APPLIES - 1);
    }

    @Test
    void readsTheWholeRevisionFromARegistryThatDoesNotTellChanges() {
        proxy.change(body -> body.contains("sha-256=") ? "{}" : body);
        followsRandomApplies(new Random(5));
    }

    private String counted(String body) {
        if (body.contains("sha-256=")) {
            changes.incrementAndGet();
        }
        return body;
    }

    private void followsRandomApplies(Random random) {
        for (int base = 0; base < APPLIES; base++) {
            Revision applied = api.apply("taxis", new ApplyRequest(base, "ann", "", definitions(base, random), true));
            if (base == 0) {
                client.start();
            }
            await().atMost(TIMEOUT).until(() -> client.newest().number() == applied.number());
            assertThat(client.newest()).isEqualTo(api.revision("taxis", applied.number()));
        }
    }

    /** A project of which any part may be another than before; the ttl always is. */
    private static Definitions definitions(int base, Random random) {
        List<Definition> all = new ArrayList<>(
                Taxis.with(Duration.ofDays(1 + base), feature("miles", random)).all());
        for (int i = 0; i < 4; i++) {
            if (random.nextBoolean()) {
                all.add(view("view_" + i, random));
            }
        }
        if (random.nextBoolean()) {
            all.add(new Entity("city", List.of(new JoinKey("city", ScalarType.STRING)), Metadata.NONE));
        }
        return new Definitions(all);
    }

    private static FeatureView view(String name, Random random) {
        return new FeatureView(
                name,
                List.of("driver"),
                "trips",
                Map.of(),
                null,
                List.of(feature("f", random), feature("g", random)),
                List.of(),
                null,
                random.nextBoolean(),
                true,
                Metadata.NONE);
    }

    private static Feature feature(String name, Random random) {
        return new Feature(name, ScalarType.FLOAT64, "miles * " + random.nextInt(3) + ".0", null);
    }
}
