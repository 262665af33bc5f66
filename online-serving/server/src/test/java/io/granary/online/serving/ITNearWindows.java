package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.embedded.junit.RedisExtension;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Windows of a view that serving may keep near: other fields are read as time goes on. */
@Tag("redis")
@Timeout(60)
class ITNearWindows {

    private static final Duration BOUND = Duration.ofMillis(250);
    private static final Instant NOW = Instant.parse("2024-01-01T14:27:00Z");
    private static final FeatureView VIEW = Delays.view(
            "near_delays",
            BOUND,
            Delays.aggregation("flights", "count", null, null, "1h", "24h"),
            Delays.aggregation("delay", "sum", "delay", null, "1h", "24h"));
    private static final List<String> FEATURES = List.of(
            "near_delays:flights_1h", "near_delays:flights_24h", "near_delays:delay_1h", "near_delays:delay_24h");

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final Revision revision = revisions.apply(List.of(Flights.AIRPORT, Delays.ARRIVALS, VIEW));
    private final String airport = UUID.randomUUID().toString();

    @Test
    void areAnsweredFromMemoryAndFollowWritesAndTime() {
        try (OnlineStore near = RedisOnlineStore.open(RedisConfig.of(redis.uri()), meters);
                OnlineStore plain = RedisOnlineStore.open(
                        RedisConfig.builder(redis.uri()).nearCacheBytes(0).build());
                OnlineFeatures nearFeatures = serving(near);
                OnlineFeatures plainFeatures = serving(plain)) {
            EventWriter stream = EventWriter.ofStream(plain, revision, VIEW);
            Random random = new Random(7);
            for (int round = 0; round < 20; round++) {
                Instant at = NOW.plusSeconds(400L * round);
                stream.add(airport, at.minusMillis(1 + random.nextInt(3_000_000)), "flight " + round, (long) round);
                List<@Nullable Object> right = ask(plainFeatures, at);
                await().atMost(Duration.ofSeconds(5))
                        .untilAsserted(() -> assertThat(ask(nearFeatures, at)).isEqualTo(right));
                assertThat(ask(nearFeatures, at.minusSeconds(7_200)))
                        .isEqualTo(ask(plainFeatures, at.minusSeconds(7_200)));
                assertThat(ask(nearFeatures, at)).isEqualTo(right);
            }
            assertThat(ask(plainFeatures, NOW.plusSeconds(7_600)).get(1)).isEqualTo(20L);
        }
        assertThat(meters.counter("granary.online.store.near.reads", "outcome", "hit")
                        .count())
                .isPositive();
    }

    private OnlineFeatures serving(OnlineStore store) {
        return OnlineFeatures.of(
                List.of(revisions), store, Duration.ofSeconds(5), new SimpleMeterRegistry(), Runnable::run);
    }

    private List<@Nullable Object> ask(OnlineFeatures features, Instant at) {
        RetrievalPlan plan = features.plan(Flights.PROJECT, FeatureQuery.ofFeatures(FEATURES, FeatureNames.BARE));
        FeatureVectors vectors = features.retrieve(plan, EntityColumns.of(Map.of("airport", List.of(airport))), at)
                .toCompletableFuture()
                .join();
        return Arrays.asList(vectors.value(0, 0), vectors.value(1, 0), vectors.value(2, 0), vectors.value(3, 0));
    }
}
