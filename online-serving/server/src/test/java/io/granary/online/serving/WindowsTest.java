package io.granary.online.serving;

import static io.granary.core.view.FeatureStatus.NOT_FOUND;
import static io.granary.core.view.FeatureStatus.NULL_VALUE;
import static io.granary.core.view.FeatureStatus.PRESENT;
import static io.granary.core.view.FeatureStatus.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.WindowState;
import io.granary.core.type.EpochMicros;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The design's table of statuses for windows, and what their values are made of. */
class WindowsTest {

    private static final Instant NOW = Instant.parse("2024-01-01T14:27:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH));
    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final OnlineFeatures features = serving(store);
    private final Revision revision = revisions.apply(Delays.definitions());
    private final EventWriter stream = EventWriter.ofStream(store, revision, Delays.DELAYS);
    private final EventWriter backfill = EventWriter.ofBackfill(store, revision, Delays.DELAYS);

    private OnlineFeatures serving(OnlineStore of) {
        return OnlineFeatures.of(List.of(revisions), of, Duration.ofMillis(20), meters, Runnable::run);
    }

    @Test
    void countsFromTheHopToTheQuestion() {
        stream.add("JFK", at("13:24:59.999"), "a", 1L);
        stream.add("JFK", at("13:25:00"), "b", 2L);
        stream.add("JFK", at("13:30:00"), "c", 4L);
        stream.add("JFK", at("14:26:59.999"), "d", 8L);
        stream.add("JFK", at("14:27:00"), "e", 16L);

        assertFeature("delays:flights_1h", NOW, PRESENT, 3L, at("14:26:59.999"));
        assertFeature("delays:flights_1h", NOW.plusMillis(1), PRESENT, 4L, at("14:27:00"));
        assertFeature("delays:flights_1h", at("14:30:00"), PRESENT, 3L, at("14:27:00"));
        assertFeature("delays:flights_24h", NOW, PRESENT, 4L, at("14:26:59.999"));
    }

    @Test
    void finishesEveryFunction() {
        stream.add("JFK", at("13:25:00"), "b", 2L);
        stream.add("JFK", at("13:30:00"), "c", 4L);
        stream.add("JFK", at("14:26:59.999"), "d", 20L);
        Instant newest = at("14:26:59.999");

        assertFeature("delays:late_1h", NOW, PRESENT, 1L, newest);
        assertFeature("delays:delay_1h", NOW, PRESENT, 26.0 / 3, newest);
        assertFeature("delays:worst_24h", NOW, PRESENT, 20L, newest);
        assertFeature("delays:latest_1h", NOW, PRESENT, "d", newest);
        assertFeature("delays:recent_24h", NOW, PRESENT, List.of("d", "c", "b"), newest);
    }

    @Test
    void anEventWithoutAValueCountsAsOneWithoutAValue() {
        stream.add("JFK", at("14:00:00"), "a", null);

        assertFeature("delays:flights_1h", NOW, PRESENT, 1L, at("14:00:00"));
        assertFeature("delays:delay_1h", NOW, NULL_VALUE, null, at("14:00:00"));
    }

    @Test
    void anEmptyWindowHasTheValueOfNoEventsAndNoTime() {
        stream.add("JFK", at("10:00:00"), "a", 1L);

        assertFeature("delays:flights_1h", NOW, PRESENT, 0L, Instant.EPOCH);
        assertFeature("delays:delay_1h", NOW, NULL_VALUE, null, Instant.EPOCH);
        assertFeature("delays:flights_24h", NOW, PRESENT, 1L, at("10:00:00"));
    }

    @Test
    void anEntityOfWhichNothingIsStoredHasEmptyWindows() {
        assertFeature("delays:flights_1h", NOW, PRESENT, 0L, Instant.EPOCH);
        assertFeature("delays:delay_24h", NOW, NULL_VALUE, null, Instant.EPOCH);
        assertFeature("delays:recent_24h", NOW, PRESENT, List.of(), Instant.EPOCH);
        assertFeature("airport_facts:city", NOW, NOT_FOUND, null, Instant.EPOCH);
    }

    @Test
    void mergesWhatTheStreamAndABackfillStored() {
        backfill.add("JFK", at("13:30:00"), "a", 10L);
        backfill.add("JFK", at("14:26:58"), "b", 20L);
        stream.add("JFK", at("13:30:00"), "c", 30L);
        stream.add("JFK", at("14:26:59"), "d", 40L);

        assertFeature("delays:flights_1h", NOW, PRESENT, 4L, at("14:26:59"));
        assertFeature("delays:delay_24h", NOW, PRESENT, 25.0, at("14:26:59"));
    }

    @Test
    void readsOtherFieldsWhenTimeGoesOn() {
        for (int hour = 0; hour < 80; hour++) {
            stream.add("JFK", NOW.plus(Duration.ofHours(hour)), "flight", (long) hour);
            assertFeature(
                    "delays:flights_24h",
                    NOW.plus(Duration.ofHours(hour)).plusMillis(1),
                    PRESENT,
                    Math.min(25L, hour + 1L),
                    NOW.plus(Duration.ofHours(hour)));
        }
    }

    @Test
    void rowsAndWindowsOfAnEntityAreOneRead() {
        new RowWriter(store).put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), NOW, "New York", 40.6, 4f, List.of());
        stream.add("JFK", at("14:00:00"), "a", 7L);

        FeatureVectors vectors = ask(features, List.of("delays:flights_1h", "airport_facts:city", "delays:worst_24h"));

        assertThat(vectors.value(0, 0)).isEqualTo(1L);
        assertThat(vectors.value(1, 0)).isEqualTo("New York");
        assertThat(vectors.value(2, 0)).isEqualTo(7L);
        assertThat(meters.counter("granary.online.store.keys").count()).isEqualTo(1);
        assertThat(meters.counter("granary.online.windows.tiles").count()).isEqualTo(2);
    }

    @Test
    void anOnDemandFeatureIsComputedOverWindows() {
        stream.add("JFK", at("14:00:00"), "a", 7L);
        stream.add("JFK", at("14:10:00"), "b", 27L);

        assertFeature("share:late_share", NOW, PRESENT, 0.5, at("14:10:00"));
        assertFeature("share:twice", NOW, PRESENT, 34.0, at("14:10:00"));
    }

    @Test
    void anOnDemandFeatureOverAnEmptyWindowIsANullValue() {
        assertFeature("share:twice", NOW, NULL_VALUE, null, Instant.EPOCH);
    }

    @Test
    void aDamagedPageIsUnavailableAndNeverAnotherValue() {
        stream.add("JFK", at("14:26:59"), "a", 7L);
        for (int ordinal = 0; ordinal < stream.layout().fieldCount(); ordinal++) {
            byte[] page = stream.page("JFK", ordinal);
            if (page != null) {
                stream.putPage("JFK", ordinal, Arrays.copyOf(page, page.length - 1));
            }
        }

        assertFeature("delays:flights_1h", NOW, UNAVAILABLE, null, Instant.EPOCH);
        assertFeature("airport_facts:city", NOW, NOT_FOUND, null, Instant.EPOCH);
        assertThat(meters.counter("granary.online.rows.unreadable", "reason", "corrupt-page")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void everyFlippedBitOfAPageIsUnavailableAndNeverAnotherValue() {
        stream.add("JFK", at("14:26:59"), "a", 7L);
        int unavailable = 0;
        for (int ordinal = 0; ordinal < stream.layout().fieldCount(); ordinal++) {
            byte[] page = stream.page("JFK", ordinal);
            for (int bit = 0; page != null && bit < (page.length + WindowState.CHECKSUM_LENGTH) * Byte.SIZE; bit++) {
                stream.flipBit("JFK", ordinal, bit);
                FeatureVectors vectors = ask(features, List.of("delays:flights_1h", "delays:worst_24h"));
                assertThat(List.of(vectors.status(0, 0), vectors.status(1, 0)))
                        .as("field %d, bit %d", ordinal, bit)
                        .isSubsetOf(UNAVAILABLE, PRESENT);
                if (vectors.status(0, 0) == PRESENT) {
                    assertThat(vectors.value(0, 0))
                            .as("a page that is not read")
                            .isEqualTo(1L);
                } else {
                    unavailable++;
                }
            }
            if (page != null) {
                stream.putPage("JFK", ordinal, page);
            }
        }

        assertThat(unavailable).isGreaterThan(100);
        assertFeature("delays:flights_1h", NOW, PRESENT, 1L, at("14:26:59"));
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailable() {
        GranaryException down = new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read Redis: down");
        try (OnlineFeatures broken = serving(BrokenStore.failing(down))) {
            FeatureVectors vectors = ask(broken, List.of("delays:flights_1h"));
            assertThat(vectors.status(0, 0)).isEqualTo(UNAVAILABLE);
            assertThat(vectors.value(0, 0)).isNull();
            assertThatThrownBy(() -> service(broken, "strict")).isSameAs(down);
        }
    }

    @Test
    void aServiceThatFailsTakesEmptyWindowsForValues() {
        new RowWriter(store).put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), NOW, "New York", 40.6, 4f, List.of());

        assertThat(service(features, "strict").value(0, 0)).isEqualTo(0L);
    }

    private FeatureVectors service(OnlineFeatures of, String service) {
        return retrieve(of, FeatureQuery.ofService(service, FeatureNames.BARE), NOW);
    }

    private void assertFeature(
            String reference, Instant at, FeatureStatus status, @Nullable Object value, Instant eventTime) {
        FeatureVectors vectors = retrieve(features, FeatureQuery.ofFeatures(List.of(reference), FeatureNames.BARE), at);
        assertThat(vectors.value(0, 0)).isEqualTo(value);
        assertThat(vectors.status(0, 0)).isEqualTo(status);
        assertThat(EpochMicros.toInstant(vectors.eventMicros(0, 0))).isEqualTo(eventTime);
    }

    private static FeatureVectors ask(OnlineFeatures of, List<String> references) {
        return retrieve(of, FeatureQuery.ofFeatures(references, FeatureNames.BARE), NOW);
    }

    private static FeatureVectors retrieve(OnlineFeatures of, FeatureQuery query, Instant at) {
        RetrievalPlan plan = of.plan(Flights.PROJECT, query);
        try {
            return of.retrieve(plan, EntityColumns.of(Map.of("airport", List.of("JFK"))), at)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw (GranaryException) e.getCause();
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2024-01-01T" + time + "Z");
    }
}
