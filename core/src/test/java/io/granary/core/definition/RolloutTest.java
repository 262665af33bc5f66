package io.granary.core.definition;

import static io.granary.core.definition.GenerationState.BUILDING;
import static io.granary.core.definition.GenerationState.DROPPING;
import static io.granary.core.definition.GenerationState.LIVE;
import static io.granary.core.definition.GenerationState.OUTGOING;
import static io.granary.core.definition.GenerationState.READY;
import static io.granary.core.definition.GenerationState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions are written as {@code a1 b2}: view a in its first meaning, view b in its second one. */
class RolloutTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private Revision revision = Revision.none("flights");
    private Rollout rollout = Rollout.none("flights");
    private final List<Revision> revisions = new ArrayList<>(List.of(revision));

    @Test
    void firstApplyIsLiveAtOnce() {
        apply("a1 b1");
        assertThat(states()).isEqualTo(Map.of("a1", LIVE, "b1", LIVE));
        assertThat(rollout.isComplete()).isTrue();
        assertThat(rollout.version()).isEqualTo(1);
        assertThat(generation("a1")).isEqualTo(new ViewGeneration("a", hash("a1"), LIVE, NOW, 1, 0));
    }

    @Test
    void applyThatStartsNoGenerationIsLiveAtOnce() {
        apply("a1");
        apply("a1");
        assertThat(rollout.live()).isEqualTo(2);
        assertThat(rollout.version()).isEqualTo(2);
    }

    @Test
    void newViewIsLiveAtOnce() {
        apply("a1");
        apply("a1 b1");
        assertThat(rollout.live()).isEqualTo(2);
        assertThat(states()).isEqualTo(Map.of("a1", LIVE, "b1", LIVE));
    }

    @Test
    void changedViewIsBuiltBesideTheOneThatAnswers() {
        apply("a1 b1");
        apply("a2 b1");
        assertThat(states()).isEqualTo(Map.of("a1", OUTGOING, "a2", BUILDING, "b1", LIVE));
        assertThat(rollout.newest()).isEqualTo(2);
        assertThat(rollout.live()).isEqualTo(1);
        assertThat(rollout.isComplete()).isFalse();
    }

    @Test
    void renamedViewKeepsItsGenerationAndIsBuiltWhenItChangesToo() {
        apply("a1");
        apply(List.of(renamed("a", view("b1"))));
        assertThat(states()).isEqualTo(Map.of("a1", LIVE));
        assertThat(rollout.isComplete()).isTrue();
        apply(List.of(renamed("b", view("c2"))));
        assertThat(rollout.in(BUILDING)).extracting(ViewGeneration::view).containsExactly("c");
        assertThat(states()).containsEntry("a1", OUTGOING);
    }

    @Test
    void promotionOfTheLastOneSwitchesTheWholeRevision() {
        apply("a1 b1 c1");
        apply("a2 b2 c1 d1");
        promote("a2");
        assertThat(states())
                .isEqualTo(
                        Map.of("a1", OUTGOING, "a2", READY, "b1", OUTGOING, "b2", BUILDING, "c1", LIVE, "d1", READY));
        assertThat(rollout.live()).isEqualTo(1);
        promote("b2");
        assertThat(states())
                .isEqualTo(Map.of("a1", RETIRED, "a2", LIVE, "b1", RETIRED, "b2", LIVE, "c1", LIVE, "d1", LIVE));
        assertThat(rollout.live()).isEqualTo(2);
        assertThat(generation("a1").lastRevision()).isEqualTo(1);
        assertThat(generation("a2").firstRevision()).isEqualTo(2);
    }

    @Test
    void promotionAgainChangesNothing() {
        apply("a1");
        apply("a2");
        ViewGeneration filled = generation("a2");
        promote("a2");
        assertThat(rollout.promote(filled, NOW)).isSameAs(rollout);
        assertThat(rollout.promote(generation("a1"), NOW)).isSameAs(rollout);
        apply("a3");
        assertThat(rollout.promote(filled, NOW)).isSameAs(rollout);
    }

    @Test
    void removedViewAnswersUntilTheSwitch() {
        apply("a1 b1");
        apply("a2");
        assertThat(states()).isEqualTo(Map.of("a1", OUTGOING, "a2", BUILDING, "b1", OUTGOING));
        promote("a2");
        assertThat(states()).isEqualTo(Map.of("a1", RETIRED, "a2", LIVE, "b1", RETIRED));
    }

    @Test
    void wayBackToTheLiveRevisionIsImmediate() {
        apply("a1");
        apply("a2");
        apply("a1");
        assertThat(states()).isEqualTo(Map.of("a1", LIVE, "a2", DROPPING));
        assertThat(rollout.live()).isEqualTo(3);
        assertThat(generation("a2").lastRevision()).isEqualTo(2);
    }

    @Test
    void wayBackToARetiredGenerationIsImmediate() {
        apply("a1");
        apply("a2");
        promote("a2");
        apply("a1");
        assertThat(states()).isEqualTo(Map.of("a1", LIVE, "a2", RETIRED));
        assertThat(rollout.live()).isEqualTo(3);
        assertThat(generation("a1").firstRevision()).isEqualTo(1);
        assertThat(generation("a1").lastRevision()).isZero();
    }

    @Test
    void wayBackToAGenerationThatIsBeingDroppedBuildsItAnew() {
        apply("a1");
        apply("a2");
        promote("a2");
        expire("a1");
        assertThat(states()).isEqualTo(Map.of("a1", DROPPING, "a2", LIVE));
        apply("a1");
        assertThat(states()).isEqualTo(Map.of("a1", BUILDING, "a2", OUTGOING));
        assertThat(generation("a1").firstRevision()).isEqualTo(3);
    }

    @Test
    void rowsOfAGenerationThatIsFilledAgainBeatThoseOfItsEarlierLife() {
        apply("a1");
        apply("a2");
        promote("a2");
        apply("a1");
        assertThat(schemaRevision("a")).as("it was only retired").isEqualTo(1);
        expire("a2");
        apply("a2");
        assertThat(schemaRevision("a")).as("it was dropped").isEqualTo(4);
    }

    private int schemaRevision(String view) {
        return rollout.written(revision).viewState(view).schemaRevision();
    }

    @Test
    void progressIsKeptWhenAnotherApplyHasTheSameGeneration() {
        apply("a1 b1");
        apply("a2 b2");
        promote("a2");
        apply("a2 b3");
        assertThat(states())
                .isEqualTo(Map.of("a1", OUTGOING, "a2", READY, "b1", OUTGOING, "b2", DROPPING, "b3", BUILDING));
        assertThat(rollout.live()).isEqualTo(1);
        promote("b3");
        assertThat(rollout.live()).isEqualTo(3);
        assertThat(generation("a1").lastRevision()).isEqualTo(1);
    }

    @Test
    void readyGenerationThatIsNotWantedAnyMoreIsRetired() {
        apply("a1 b1");
        apply("a2 b2");
        promote("a2");
        apply("a1 b2");
        assertThat(states()).isEqualTo(Map.of("a1", LIVE, "a2", RETIRED, "b1", OUTGOING, "b2", BUILDING));
        assertThat(generation("a2").lastRevision()).isEqualTo(2);
        apply("a2 b2");
        assertThat(states()).isEqualTo(Map.of("a1", OUTGOING, "a2", READY, "b1", OUTGOING, "b2", BUILDING));
    }

    @Test
    void removingTheOnlyViewThatIsBuiltSwitches() {
        apply("a1 b1");
        apply("a2 b1");
        apply("b1");
        assertThat(states()).isEqualTo(Map.of("a1", RETIRED, "a2", DROPPING, "b1", LIVE));
        assertThat(rollout.live()).isEqualTo(3);
    }

    @Test
    void removedViewThatComesBackAfterItWasDroppedIsLiveAtOnceAndFilledAnew() {
        apply("a1 b1");
        apply("b1");
        expire("a1");
        drop("a1");
        assertThat(states()).isEqualTo(Map.of("b1", LIVE));
        apply("a1 b1");
        assertThat(states()).isEqualTo(Map.of("a1", LIVE, "b1", LIVE));
        assertThat(generation("a1").firstRevision()).isEqualTo(3);
    }

    @Test
    void retiresAtMostTwoGenerationsOfAView() {
        apply("a1 b1");
        for (String next : List.of("a2 b1", "a3 b1", "a4 b2")) {
            apply(next);
            promote(next.substring(0, 2));
        }
        promote("b2");
        assertThat(states())
                .isEqualTo(Map.of("a1", DROPPING, "a2", RETIRED, "a3", RETIRED, "a4", LIVE, "b1", RETIRED, "b2", LIVE));
        assertThat(generation("a1").lastRevision()).isEqualTo(1);
    }

    @Test
    void expiryOfAGenerationThatIsWantedAgainChangesNothing() {
        apply("a1");
        apply("a2");
        promote("a2");
        ViewGeneration retired = generation("a1");
        apply("a1");
        assertThat(rollout.expire(List.of(retired), NOW)).isSameAs(rollout);
        assertThat(rollout.expire(List.of(generation("a1")), NOW)).isSameAs(rollout);
    }

    @Test
    void droppedAgainChangesNothing() {
        apply("a1");
        apply("a2");
        apply("a1");
        ViewGeneration removed = generation("a2");
        drop("a2");
        assertThat(states()).isEqualTo(Map.of("a1", LIVE));
        assertThat(rollout.dropped(removed)).isSameAs(rollout);
    }

    @Test
    void refusesReportsAboutAFillingThatIsOver() {
        apply("a1");
        apply("a2");
        ViewGeneration first = generation("a2");
        apply("a1");
        assertConflict(() -> rollout.promote(first, NOW), "Cannot promote generation '" + first.field() + "'");
        apply("a2");
        assertConflict(() -> rollout.promote(first, NOW), "it is building since revision 4 began it");
        assertConflict(() -> rollout.dropped(first), "Cannot forget generation '" + first.field() + "'");
        apply("a1");
        assertConflict(() -> rollout.dropped(first), "it is dropping since revision 4 began it");
    }

    @Test
    void refusesToDropWhatAnswers() {
        apply("a1");
        assertConflict(() -> rollout.dropped(generation("a1")), "it is live");
    }

    @Test
    void refusesToPromoteWhatIsUnknown() {
        ViewGeneration unknown = new ViewGeneration("a", "0", BUILDING, NOW, 1, 0);
        assertThatThrownBy(() -> rollout.promote(unknown, NOW)).hasMessage("generation: 'a@0' does not exist");
    }

    @Test
    void viewsWithoutRowsOfTheirOwnOnlineHaveNoGenerationToBuild() {
        List<Aggregation> windows =
                List.of(new Aggregation("n", "count", null, List.of(Window.parse("1h")), null, WindowMode.HOPPING));
        apply("a1");
        apply(List.of(view("a", 2, "arrivals", List.of(), false), view("c", 2, "arrivals", windows, true)));
        assertThat(states()).isEqualTo(Map.of("a1", RETIRED));
        assertThat(rollout.isComplete()).isTrue();
    }

    @Test
    void halfFilledWindowsDoNotAnswer() {
        FeatureView windows = new FeatureView(
                "c",
                List.of("airport"),
                "pushed",
                Map.of(),
                null,
                List.of(),
                List.of(new Aggregation("n", "count", null, List.of(Window.parse("1h")), null, WindowMode.HOPPING)),
                null,
                true,
                true,
                Metadata.NONE);
        apply("a1");
        apply(List.of(view("a1"), windows));
        assertThat(rollout.isComplete()).isFalse();
        assertThat(rollout.in(BUILDING)).extracting(ViewGeneration::view).containsExactly("c");

        rollout = rollout.promote(rollout.in(BUILDING).get(0), NOW);

        assertThat(rollout.isComplete()).isTrue();
    }

    @Test
    void viewsOfPushedRowsAreBuiltLikeThoseOfAStream() {
        apply(List.of(view("b", 1, "pushed", List.of(), true)));
        apply(List.of(view("b", 2, "pushed", List.of(), true)));
        assertThat(rollout.generations().values())
                .extracting(ViewGeneration::state)
                .containsExactlyInAnyOrder(OUTGOING, BUILDING);
    }

    @Test
    void upgradedProjectAnswersFromItsNewestRevisionAndDropsWhatItLeft() {
        apply("a1 b1");
        apply("a2 b1");
        apply("a2");
        rollout = Rollout.upgraded(revision);
        assertThat(rollout.version()).isEqualTo(1);
        assertThat(rollout.newest()).isEqualTo(3);
        assertThat(rollout.live()).isEqualTo(3);
        assertThat(states()).isEqualTo(Map.of("a1", DROPPING, "a2", LIVE, "b1", DROPPING));
        assertThat(generation("a2").firstRevision()).isZero();
    }

    /** Whatever happens in whatever order, the live revision is whole and no row that answers is dropped. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsItsPromisesInAnyOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 400; i++) {
            Rollout before = rollout;
            step(random);
            assertThat(rollout.version()).isBetween(before.version(), before.version() + 1);
            assertThat(rollout.version() == before.version()).isEqualTo(rollout.equals(before));
            assertThat(rollout.live()).isGreaterThanOrEqualTo(before.live());
            assertThat(rollout.newest()).isEqualTo(revision.number());
            if (rollout.version() > 0) {
                assertPromises();
            }
        }
    }

    private void step(SplittableRandom random) {
        List<ViewGeneration> all = new ArrayList<>(rollout.generations().values());
        int choice = random.nextInt(6);
        if (all.isEmpty() || choice == 0) {
            apply("a" + random.nextInt(4) + (random.nextInt(4) == 0 ? "" : " b" + random.nextInt(4)));
            return;
        }
        ViewGeneration any = all.get(random.nextInt(all.size()));
        if (choice == 1 && any.state() == RETIRED) {
            rollout = rollout.expire(List.of(any), NOW);
        } else if (choice == 2 && any.state() == DROPPING) {
            rollout = rollout.dropped(any);
        } else if (choice > 2 && any.state() != DROPPING) {
            rollout = rollout.promote(any, NOW);
        }
    }

    private void assertPromises() {
        Map<String, FeatureView> served = revisions.get(rollout.live()).onlineFields();
        Map<String, FeatureView> wanted = revisions.get(rollout.newest()).onlineFields();
        rollout.generations().forEach((field, generation) -> {
            assertThat(generation.field()).isEqualTo(field);
            assertThat(generation.state().isServed()).as("%s", generation).isEqualTo(served.containsKey(field));
            assertThat(generation.state().isWanted()).as("%s", generation).isEqualTo(wanted.containsKey(field));
            if (generation.lastRevision() > 0) {
                assertThat(revisions.get(generation.lastRevision()).onlineFields())
                        .containsKey(field);
            }
            if (generation.state() == RETIRED) {
                assertThat(generation.lastRevision()).isPositive();
            }
        });
        assertThat(rollout.generations()).containsKeys(served.keySet().toArray(String[]::new));
        assertThat(rollout.generations()).containsKeys(wanted.keySet().toArray(String[]::new));
        assertThat(rollout.isComplete())
                .isEqualTo(rollout.in(BUILDING).isEmpty() && rollout.in(READY).isEmpty());
    }

    private void apply(String views) {
        apply(List.of(views.split(" ")).stream().map(RolloutTest::view).toList());
    }

    private void apply(List<FeatureView> views) {
        revision = revision.next(definitions(views), "ann", "", NOW);
        revisions.add(revision);
        rollout = rollout.next(revision, NOW);
    }

    private void promote(String name) {
        rollout = rollout.promote(generation(name), NOW);
    }

    private void expire(String name) {
        rollout = rollout.expire(List.of(generation(name)), NOW);
    }

    private void drop(String name) {
        rollout = rollout.dropped(generation(name));
    }

    private ViewGeneration generation(String name) {
        return rollout.generation(name.substring(0, 1), hash(name));
    }

    /** The states under the names that {@link #apply} takes. */
    private Map<String, GenerationState> states() {
        Map<String, GenerationState> states = new TreeMap<>();
        rollout.generations().values().forEach(generation -> {
            for (int meaning = 0; meaning < 9; meaning++) {
                String name = generation.view() + meaning;
                if (hash(name).equals(generation.generation())) {
                    states.put(name, generation.state());
                }
            }
        });
        return states;
    }

    private static String hash(String name) {
        return Revision.none("flights")
                .next(definitions(List.of(view(name))), "ann", "", NOW)
                .viewState(name.substring(0, 1))
                .generation();
    }

    private static FeatureView renamed(String was, FeatureView view) {
        return new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                view.joinKeys(),
                view.where(),
                view.features(),
                view.aggregations(),
                view.ttl(),
                true,
                true,
                new Metadata(null, null, Map.of(), was));
    }

    private static FeatureView view(String name) {
        return view(name.substring(0, 1), Integer.parseInt(name.substring(1)), "arrivals", List.of(), true);
    }

    private static FeatureView view(
            String name, int meaning, String source, List<Aggregation> aggregations, boolean online) {
        return new FeatureView(
                name,
                List.of("airport"),
                source,
                Map.of(),
                "delay > " + meaning,
                List.of(new Feature("delay", ScalarType.INT64, "delay", null)),
                aggregations,
                null,
                online,
                true,
                Metadata.NONE);
    }

    private static Definitions definitions(List<FeatureView> views) {
        List<Definition> all = new ArrayList<>(views);
        all.add(new Entity("airport", List.of(new JoinKey("airport", ScalarType.STRING)), Metadata.NONE));
        List<Column> columns = List.of(
                new Column("airport", ScalarType.STRING),
                new Column("delay", ScalarType.INT64),
                new Column("at", ScalarType.TIMESTAMP));
        all.add(new BatchSource(
                "arrivals", BatchSource.Format.PARQUET, "arrivals.parquet", "at", null, columns, Metadata.NONE));
        all.add(new PushSource("pushed", columns, "at", Metadata.NONE));
        return new Definitions(all);
    }

    private static void assertConflict(Runnable transition, String message) {
        assertThatThrownBy(transition::run)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining(message);
    }
}
