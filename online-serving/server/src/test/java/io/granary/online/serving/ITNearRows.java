package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Definition;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.embedded.junit.RedisExtension;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A row that serving keeps near grows old there as it does in Redis. */
@Tag("redis")
@Timeout(60)
class ITNearRows {

    private static final Duration TTL = Duration.ofHours(1);
    private static final Duration KEPT = TTL.plusDays(7);
    private static final FeatureView VIEW = new FeatureView(
            "near_arrivals",
            List.of("airport"),
            "pushed",
            Map.of(),
            null,
            List.of(Flights.feature("delay", ScalarType.INT64, null)),
            List.of(),
            TTL,
            Duration.ofSeconds(30),
            true,
            true,
            Metadata.NONE);
    private static final FeatureQuery QUERY =
            FeatureQuery.ofFeatures(List.of("near_arrivals:delay"), FeatureNames.BARE);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final String airport = UUID.randomUUID().toString();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);

    @Test
    void isWithheldOnceItIsTooOld() {
        try (OnlineStore store = RedisOnlineStore.open(RedisConfig.of(redis.uri()), meters);
                OnlineFeatures features = serving(store)) {
            new RowWriter(store).put(apply(), VIEW, List.of(airport), at, 17L);
            await().ignoreExceptions()
                    .untilAsserted(() -> assertAnswer(features, at, FeatureStatus.PRESENT, 17L, EpochMicros.of(at)));
            double missed = count("miss");

            assertAnswer(features, at.plus(TTL), FeatureStatus.PRESENT, 17L, EpochMicros.of(at));
            assertAnswer(features, after(TTL), FeatureStatus.OUTSIDE_MAX_AGE, null, EpochMicros.of(at));
            assertAnswer(features, at.plus(KEPT), FeatureStatus.OUTSIDE_MAX_AGE, null, EpochMicros.of(at));
            assertAnswer(features, after(KEPT), FeatureStatus.NOT_FOUND, null, 0);
            assertAnswer(features, at, FeatureStatus.PRESENT, 17L, EpochMicros.of(at));

            assertThat(count("hit")).isGreaterThanOrEqualTo(5);
            assertThat(count("miss")).isEqualTo(missed);
        }
    }

    private Instant after(Duration age) {
        return at.plus(age).plus(1, ChronoUnit.MICROS);
    }

    private Revision apply() {
        List<Definition> definitions = new ArrayList<>(Flights.definitions());
        definitions.add(VIEW);
        return revisions.apply(definitions);
    }

    private OnlineFeatures serving(OnlineStore store) {
        return OnlineFeatures.of(
                List.of(revisions), store, Duration.ofSeconds(5), new SimpleMeterRegistry(), Runnable::run);
    }

    private void assertAnswer(
            OnlineFeatures features, Instant now, FeatureStatus status, @Nullable Long value, long micros) {
        FeatureVectors vectors = features.retrieve(
                        features.plan(Flights.PROJECT, QUERY),
                        EntityColumns.of(Map.of("airport", List.of(airport))),
                        now)
                .toCompletableFuture()
                .join();
        assertThat(vectors.status(0, 0)).isEqualTo(status);
        assertThat(vectors.value(0, 0)).isEqualTo(value);
        assertThat(vectors.eventMicros(0, 0)).isEqualTo(micros);
    }

    private double count(String outcome) {
        return meters.counter("granary.online.store.near.reads", "outcome", outcome)
                .count();
    }
}
