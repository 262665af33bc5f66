package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.view.FeatureStatus;
import io.granary.http.Health;
import io.granary.http.HttpService;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {

    private static final Instant NOW = RunningServer.NOW;
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OnlineStore store = new InMemoryOnlineStore(CLOCK);
    private final Vertx vertx = Vertx.vertx();
    private final Health health = new Health();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void isNotReadyUntilItHasWarmedUpAndCountsNothing() {
        try (OnlineServing serving = serving(Duration.ofSeconds(2))) {
            serving.warmUp(vertx, health);
            assertThat(isReady()).isFalse();
            revisions.apply(Flights.definitions());
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isReady);
        }
        assertThat(meters.get("granary.online.requests").timer().count()).isZero();
        assertThat(meters.get("granary.online.store.keys").counter().count()).isZero();
    }

    @Test
    void isReadyAtOnceWhenItIsNotToWarmUp() {
        try (OnlineServing serving = serving(Duration.ZERO)) {
            assertThat(serving.warmUp(vertx, health)).isSameAs(serving);
            assertThat(isReady()).isTrue();
        }
    }

    @Test
    void goesThroughEveryProtocolAndFormatOfAnAnswer() {
        revisions.apply(Flights.definitions());
        try (OnlineServing serving = serving(Duration.ofSeconds(30));
                WarmUp warmUp = new WarmUp(
                        serving.features(), config(Duration.ofSeconds(30)), store, List.of(), vertx, CLOCK)) {
            warmUp.start();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(warmUp.answered())
                            .containsOnlyKeys("feast", "rows", "arrow", "grpc")
                            .allSatisfy((kind, count) -> assertThat(count).isPositive()));
        }
    }

    @Test
    void asksOtherPartsOfTheProcessOnceTheyHaveLoaded() {
        revisions.apply(Flights.definitions());
        OtherPart part = new OtherPart();
        try (OnlineServing serving = serving(Duration.ofSeconds(30));
                WarmUp warmUp = new WarmUp(
                        serving.features(), config(Duration.ofSeconds(30)), store, List.of(part), vertx, CLOCK)) {
            warmUp.start();
            Awaitility.await().until(() -> part.looks.get() > 3);
            assertThat(warmUp.answered()).isEmpty();
            part.isLoaded = true;

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(warmUp.answered().getOrDefault("other", 0))
                            .isPositive());
        }
    }

    @Test
    void asksWhatTheRevisionAnswers() {
        try (RunningServer server = new RunningServer(OnlineServingConfig.of(Flights.PROJECT), store)) {
            Revision revision = server.apply();

            List<SampleRequest> requests = SampleRequests.of(revision, server.serving.features()).stream()
                    .filter(request -> request.kind().equals("feast"))
                    .toList();

            assertThat(requests).isNotEmpty();
            assertThat(requests)
                    .allSatisfy(request -> assertThat(
                                    server.post(request.body().toString()).statusCode())
                            .isIn(200, 422));
        }
    }

    @Test
    void sampleRowsArePresent() {
        try (OnlineServing serving = serving(Duration.ZERO)) {
            Revision revision = revisions.apply(Flights.definitions());
            Awaitility.await().until(serving.features()::isReady);
            OnlineFeatures samples = serving.features().reading(new SampleRows(revision, NOW.plusNanos(1)));
            RetrievalPlan plan = samples.plan(
                    Flights.PROJECT, FeatureQuery.ofFeatures(List.of("airport_arrivals:*"), FeatureNames.BARE));

            FeatureVectors vectors = samples.retrieve(plan, EntityColumns.of(Map.of("airport", List.of("X"))), NOW)
                    .toCompletableFuture()
                    .join();

            assertThat(vectors.status(0, 0)).isEqualTo(FeatureStatus.PRESENT);
            assertThat(vectors.value(0, 0)).isEqualTo(12_345L);
        }
    }

    @Test
    void sampleWindowsHaveEvents() {
        try (OnlineServing serving = serving(Duration.ZERO)) {
            Revision revision = revisions.apply(Delays.definitions());
            Awaitility.await().until(serving.features()::isReady);
            OnlineFeatures samples = serving.features().reading(new SampleRows(revision, NOW));
            RetrievalPlan plan =
                    samples.plan(Flights.PROJECT, FeatureQuery.ofFeatures(List.of("delays:*"), FeatureNames.BARE));

            FeatureVectors vectors = samples.retrieve(plan, EntityColumns.of(Map.of("airport", List.of("X"))), NOW)
                    .toCompletableFuture()
                    .join();

            for (int feature = 0; feature < plan.features().size(); feature++) {
                assertThat(vectors.status(feature, 0)).isEqualTo(FeatureStatus.PRESENT);
            }
            assertThat((Long) vectors.value(0, 0)).isGreaterThan(100);
        }
    }

    private OnlineServing serving(Duration warmUp) {
        return OnlineServing.of(config(warmUp), List.of(revisions), store, CLOCK, meters);
    }

    private static OnlineServingConfig config(Duration warmUp) {
        return OnlineServingConfig.of(Flights.PROJECT).withWarmUp(warmUp);
    }

    private boolean isReady() {
        return health.report().toCompletableFuture().join().isReady();
    }

    /** Asks for a feature, under a name of its own. */
    private static final class OtherPart implements WarmUpPart {

        final AtomicInteger looks = new AtomicInteger();
        volatile boolean isLoaded;

        @Override
        public boolean isLoaded() {
            looks.incrementAndGet();
            return isLoaded;
        }

        @Override
        public void addTo(HttpService.Builder http, OnlineFeatures samples) {
            http.contract("health", new Health()::addTo);
        }

        @Override
        public List<SampleRequest> samples() {
            return List.of(SampleRequest.post("other", FeatureRoutes.PATH, """
                    {"features": ["airport_arrivals:last_delay_minutes"], "entities": {"airport": ["X"]}}"""));
        }
    }
}
