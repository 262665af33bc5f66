package io.granary.online.serving;

import static io.granary.core.view.FeatureStatus.NOT_FOUND;
import static io.granary.core.view.FeatureStatus.NULL_VALUE;
import static io.granary.core.view.FeatureStatus.OUTSIDE_MAX_AGE;
import static io.granary.core.view.FeatureStatus.PRESENT;
import static io.granary.core.view.FeatureStatus.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.row.StoredRow;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The design's table of statuses, row by row. */
class StatusTableTest {

    private static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");
    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final Instant RECENT = NOW.minus(Duration.ofHours(1));

    private final GranaryException down = new GranaryException(ErrorCode.UNAVAILABLE, "Cannot read Redis: down");
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH));
    private final RowWriter rows = new RowWriter(store);
    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final OnlineFeatures features = serving(store);
    private final Revision revision = revisions.apply(Flights.definitions());

    private OnlineFeatures serving(OnlineStore of) {
        Duration deadline = Duration.ofMillis(20);
        return OnlineFeatures.of(List.of(revisions), of, deadline, new SimpleMeterRegistry(), Runnable::run);
    }

    @Test
    void storedValueIsPresentAtTheRowsTime() {
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), RECENT, 17L, true);

        assertCell(delay("JFK"), PRESENT, 17L, RECENT);
    }

    @Test
    void storedNullIsANullValueAtTheRowsTime() {
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), RECENT, null, true);

        assertCell(delay("JFK"), NULL_VALUE, null, RECENT);
    }

    @Test
    void nothingStoredIsNotFoundAtNoTime() {
        assertCell(delay("JFK"), NOT_FOUND, null, Instant.EPOCH);
    }

    @Test
    void anotherViewsRowOfTheEntityIsNotThisViews() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), RECENT, "New York", 40.6, 4f, List.of());

        assertCell(delay("JFK"), NOT_FOUND, null, Instant.EPOCH);
    }

    @ParameterizedTest(name = "{0} us beyond the ttl of 21 days and {1} days is {2}")
    @CsvSource({
        "-1, 0, PRESENT, true",
        "0, 0, PRESENT, true",
        "1, 0, OUTSIDE_MAX_AGE, false",
        "0, 7, OUTSIDE_MAX_AGE, false",
        "1, 7, NOT_FOUND, false",
    })
    void ageDecides(long microsBeyond, int daysBeyond, FeatureStatus status, boolean hasValue) {
        Instant at = NOW.minus(Flights.TTL).minus(Duration.ofDays(daysBeyond)).minus(MICRO.multipliedBy(microsBeyond));
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), at, 17L, true);

        assertCell(delay("JFK"), status, hasValue ? 17L : null, status == NOT_FOUND ? Instant.EPOCH : at);
    }

    @Test
    void aRowOfTheFutureIsPresent() {
        Instant at = NOW.plusSeconds(30);
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), at, 17L, true);

        assertCell(delay("JFK"), PRESENT, 17L, at);
    }

    @Test
    void withoutTtlNothingIsTooOld() {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of("JFK"), Instant.EPOCH, "New York", 40.6, 4f, List.of());

        assertCell(one("airport_facts:city", "airport", "JFK"), PRESENT, "New York", Instant.EPOCH);
    }

    @Test
    void aFeatureAddedAfterTheRowWasWrittenHasItsDefaultOrIsNull() {
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), RECENT, 17L, true);
        FeatureView wider = Flights.view(
                "airport_arrivals",
                "airport",
                Flights.TTL,
                Flights.feature("last_delay_minutes", ScalarType.INT64, -1L),
                Flights.feature("last_was_late", ScalarType.BOOL, null),
                Flights.feature("gate", ScalarType.STRING, "none"),
                Flights.feature("carrier", ScalarType.STRING, null));
        revisions.apply(Flights.definitionsWith(wider));

        assertCell(one("airport_arrivals:gate", "airport", "JFK"), PRESENT, "none", RECENT);
        assertCell(one("airport_arrivals:carrier", "airport", "JFK"), NULL_VALUE, null, RECENT);
        assertCell(delay("JFK"), PRESENT, 17L, RECENT);
    }

    @Test
    void anOnDemandFeatureWithAValueIsPresentWhateverItsInputs() {
        assertCell(trip("trip:delay_or_zero"), PRESENT, 0L, Instant.EPOCH);
    }

    @Test
    void anOnDemandFeatureIsAsOldAsItsOldestInput() {
        put("JFK", RECENT, 40.0);
        put("LAX", RECENT.minusSeconds(60), 34.0);

        assertCell(trip("trip:north"), PRESENT, -6.0, RECENT.minusSeconds(60));
    }

    @Test
    void anOnDemandFeatureOfNullInputsIsANullValue() {
        put("JFK", RECENT, null);
        put("LAX", RECENT, 34.0);

        assertCell(trip("trip:north"), NULL_VALUE, null, RECENT);
    }

    @Test
    void anOnDemandFeatureWithoutAValueHasItsWorstInputsStatus() {
        put("JFK", RECENT, null);

        assertCell(trip("trip:north"), NOT_FOUND, null, RECENT);
    }

    @Test
    void anUnreadableRowIsUnavailable() {
        long schemaId = revision.viewState("airport_arrivals").schema().id();
        byte[] torn = StoredRow.encode(EpochMicros.of(RECENT), 0, 1, schemaId, new byte[] {2});
        rows.putBytes(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), torn);

        assertCell(delay("JFK"), UNAVAILABLE, null, Instant.EPOCH);
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailableWhereNullsAreAllowed() {
        assertCell(service(BrokenStore.failing(down), "nulls"), UNAVAILABLE, null, Instant.EPOCH);
        assertCell(service(BrokenStore.silent(), "nulls"), UNAVAILABLE, null, Instant.EPOCH);
    }

    @Test
    void aStoreThatDoesNotAnswerLeavesTheDefaultWhereDefaultsAreAllowed() {
        assertCell(service(BrokenStore.failing(down), "defaults"), UNAVAILABLE, -1L, Instant.EPOCH);
    }

    @Test
    void aStoreThatDoesNotAnswerFailsAServiceThatAllowsNothingElse() {
        assertThatThrownBy(() -> service(BrokenStore.failing(down), "strict")).isSameAs(down);
        assertThatThrownBy(() -> service(BrokenStore.silent(), "strict"))
                .hasMessage("Cannot read the store: no answer in time")
                .hasFieldOrPropertyWithValue("code", ErrorCode.DEADLINE_EXCEEDED);
    }

    @Test
    void defaultsStandForWhatIsNotThereButNotForWhatIsTooOld() {
        assertCell(service(store, "defaults"), NOT_FOUND, -1L, Instant.EPOCH);

        Instant old = NOW.minus(Flights.TTL).minusSeconds(1);
        rows.put(revision, Flights.AIRPORT_ARRIVALS, List.of("JFK"), old, 17L, true);
        assertCell(service(store, "defaults"), OUTSIDE_MAX_AGE, null, old);
    }

    @Test
    void aServiceThatFailsNamesTheFeatureAndTheRow() {
        assertThatThrownBy(() -> service(store, "strict"))
                .hasMessage(
                        "feature 'airport_arrivals:last_delay_minutes' of entity row 0: NOT_FOUND (expected: a value,"
                                + " because feature service 'strict' has onMissing: fail)")
                .hasFieldOrPropertyWithValue("code", ErrorCode.UNPROCESSABLE);
    }

    private void put(String airport, Instant at, @Nullable Double latitude) {
        rows.put(revision, Flights.AIRPORT_FACTS, List.of(airport), at, "", latitude, null, null);
    }

    private FeatureVectors delay(String airport) {
        return one("airport_arrivals:last_delay_minutes", "airport", airport);
    }

    private FeatureVectors one(String reference, String key, Object value) {
        return retrieve(
                features, FeatureQuery.ofFeatures(List.of(reference), FeatureNames.BARE), Map.of(key, List.of(value)));
    }

    private FeatureVectors trip(String reference) {
        return retrieve(
                features,
                FeatureQuery.ofFeatures(List.of(reference), FeatureNames.BARE),
                Map.of("origin", List.of("JFK"), "destination", List.of("LAX"), "passengers", List.of(10)));
    }

    private FeatureVectors service(OnlineStore of, String service) {
        try (OnlineFeatures serving = serving(of)) {
            return retrieve(
                    serving, FeatureQuery.ofService(service, FeatureNames.BARE), Map.of("airport", List.of("JFK")));
        }
    }

    private static FeatureVectors retrieve(
            OnlineFeatures serving, FeatureQuery query, Map<String, ? extends List<?>> entities) {
        RetrievalPlan plan = serving.plan(Flights.PROJECT, query);
        try {
            return serving.retrieve(plan, EntityColumns.of(entities), NOW)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw (GranaryException) e.getCause();
        }
    }

    private static void assertCell(
            FeatureVectors vectors, FeatureStatus status, @Nullable Object value, Instant eventTime) {
        assertThat(vectors.status(0, 0)).isEqualTo(status);
        assertThat(vectors.value(0, 0)).isEqualTo(value);
        assertThat(EpochMicros.toInstant(vectors.eventMicros(0, 0))).isEqualTo(eventTime);
    }
}
