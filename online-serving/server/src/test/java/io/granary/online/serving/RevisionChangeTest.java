package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.core.view.OnDemandComputation;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RevisionChangeTest {

    private static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");
    private static final FeatureQuery ARRIVALS =
            FeatureQuery.ofFeatures(List.of("airport_arrivals:*"), FeatureNames.BARE);
    private static final FeatureQuery TRIP = FeatureQuery.ofFeatures(List.of("trip:share"), FeatureNames.BARE);
    private static final FeatureView WIDER = Flights.view(
            "airport_arrivals",
            "airport",
            Flights.TTL,
            Flights.feature("last_delay_minutes", ScalarType.INT64, -1L),
            Flights.feature("last_was_late", ScalarType.BOOL, null),
            Flights.feature("gate", ScalarType.STRING, null));

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(NOW));
    private final RowWriter rows = new RowWriter(store);
    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final OnlineFeatures features =
            OnlineFeatures.of(List.of(revisions), store, Duration.ofSeconds(1), meters, background::add);

    @Test
    void refusesToPlanBeforeTheFirstRevision() {
        runBackground();

        assertThat(features.isReady()).isFalse();
        assertThatThrownBy(() -> features.plan(Flights.PROJECT, ARRIVALS))
                .isInstanceOf(GranaryException.class)
                .hasMessage("project: 'flights' has no revision yet (expected: a first apply)");
    }

    @Test
    void answersFromTheOldRevisionUntilTheNewOneIsCompiled() {
        revisions.apply(Flights.definitions());
        runBackground();
        assertThat(features.plan(Flights.PROJECT, ARRIVALS).features()).hasSize(2);

        revisions.apply(Flights.definitionsWith(WIDER));
        assertThat(features.plan(Flights.PROJECT, ARRIVALS).features()).hasSize(2);
        runBackground();
        assertThat(features.plan(Flights.PROJECT, ARRIVALS).features()).hasSize(3);
    }

    @Test
    void compilesAPlanOnce() {
        revisions.apply(Flights.definitions());
        runBackground();
        double compiled = meters.counter("granary.online.plans.compiled").count();

        RetrievalPlan first = features.plan(Flights.PROJECT, ARRIVALS);

        assertThat(features.plan(Flights.PROJECT, ARRIVALS)).isSameAs(first);
        assertThat(meters.counter("granary.online.plans.compiled").count()).isEqualTo(compiled + 1);
    }

    @Test
    void warmsUpTheQueriesOfTheRevisionBefore() {
        revisions.apply(Flights.definitions());
        runBackground();
        features.plan(Flights.PROJECT, ARRIVALS);
        revisions.apply(Flights.definitionsWith(WIDER));
        runBackground();
        double compiled = meters.counter("granary.online.plans.compiled").count();

        features.plan(Flights.PROJECT, ARRIVALS);

        assertThat(meters.counter("granary.online.plans.compiled").count()).isEqualTo(compiled);
    }

    @Test
    void takesOverComputationsThatStayTheSame() {
        revisions.apply(Flights.definitions());
        runBackground();
        OnDemandComputation before = computation();

        revisions.apply(Flights.definitionsWith(WIDER));
        runBackground();
        assertThat(computation()).isSameAs(before);

        OnDemandFeatureView other = new OnDemandFeatureView(
                "trip",
                Flights.TRIP.inputs(),
                Flights.TRIP.requestFields(),
                List.of(new Feature("share", ScalarType.INT64, "200 / passengers", null)),
                Metadata.NONE);
        Revision third = revisions.apply(Flights.definitionsWith(other));
        runBackground();
        assertThat(computation().view()).isEqualTo(other);
        assertThat(features.plan(Flights.PROJECT, TRIP).revision()).isEqualTo(third);
    }

    private OnDemandComputation computation() {
        return features.plan(Flights.PROJECT, TRIP).onDemandViews().get(0).computation();
    }

    @Test
    void compilesAnotherRevisionOnce() {
        Revision first = revisions.apply(Flights.definitions());
        runBackground();
        revisions.apply(Flights.definitionsWith(WIDER));
        runBackground();

        assertThat(features.plan(first, ARRIVALS)).isSameAs(features.plan(first, ARRIVALS));
    }

    @Test
    void aPlanInHandOutlivesItsRevision() {
        Revision first = revisions.apply(Flights.definitions());
        runBackground();
        RetrievalPlan held = features.plan(Flights.PROJECT, ARRIVALS);
        rows.put(first, Flights.AIRPORT_ARRIVALS, List.of("JFK"), NOW, 17L, true);
        revisions.apply(Flights.definitionsWith(WIDER));
        runBackground();

        assertThat(retrieve(held).value(0, 0)).isEqualTo(17L);
        assertThat(features.plan(first, ARRIVALS).features()).hasSize(2);
    }

    @Test
    void readsARowWhoseSchemaIsNewerThanThePlan() {
        revisions.apply(Flights.definitions());
        runBackground();
        RetrievalPlan held = features.plan(Flights.PROJECT, ARRIVALS);
        Revision second = revisions.apply(Flights.definitionsWith(WIDER));
        rows.put(second, WIDER, List.of("JFK"), NOW, 18L, true, "B7");

        FeatureVectors vectors = retrieve(held);

        assertThat(vectors.value(0, 0)).isEqualTo(18L);
        assertThat(vectors.status(0, 0)).isEqualTo(FeatureStatus.PRESENT);
    }

    @Test
    void readsRowsOfTheNewestRevisionWhileAnEarlierOneAnswers() {
        revisions.apply(Flights.definitions());
        runBackground();
        Revision waiting = revisions.applyWaiting(Flights.definitionsWith(WIDER));
        rows.put(waiting, WIDER, List.of("JFK"), NOW, 18L, true, "B7");

        FeatureVectors vectors = retrieve(features.plan(Flights.PROJECT, ARRIVALS));

        assertThat(vectors.plan().features()).hasSize(2);
        assertThat(vectors.value(0, 0)).isEqualTo(18L);
        assertThat(vectors.status(0, 0)).isEqualTo(FeatureStatus.PRESENT);
    }

    @Test
    void countsARowWhoseSchemaNobodyKnows() {
        Revision first = revisions.apply(Flights.definitions());
        runBackground();
        SettableRevisions elsewhere = new SettableRevisions(Flights.PROJECT);
        elsewhere.apply(Flights.definitions());
        rows.put(elsewhere.apply(Flights.definitionsWith(WIDER)), WIDER, List.of("JFK"), NOW, 18L, true, "B7");

        FeatureVectors vectors = retrieve(features.plan(first, ARRIVALS));

        assertThat(vectors.status(0, 0)).isEqualTo(FeatureStatus.UNAVAILABLE);
        assertThat(meters.counter("granary.online.rows.unreadable", "reason", "unknown-schema")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void stopsListeningWhenClosed() {
        features.close();

        assertThat(revisions.listeners()).isZero();
    }

    private FeatureVectors retrieve(RetrievalPlan plan) {
        EntityColumns entities = EntityColumns.of(Map.of("airport", List.of("JFK")));
        return features.retrieve(plan, entities, NOW).toCompletableFuture().join();
    }

    private void runBackground() {
        for (Runnable work = background.poll(); work != null; work = background.poll()) {
            work.run();
        }
    }
}
