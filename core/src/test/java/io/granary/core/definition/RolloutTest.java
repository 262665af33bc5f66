package io.granary.core.definition;

import static io.granary.core.definition.GenerationState.BUILDING;
import static io.granary.core.definition.GenerationState.DROPPING;
import static io.granary.core.definition.GenerationState.LIVE;
import static io.granary.core.definition.GenerationState.OUTGOING;
import static io.granary.core.definition.GenerationState.READY;
import static io.granary.core.definition.GenerationState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.window.WindowMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What answers after a revision is applied, and what is built beside it. */
class RolloutTest extends RolledOutProject {

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
    void removingTheOnlyViewThatIsBuiltSwitches() {
        apply("a1 b1");
        apply("a2 b1");
        apply("b1");
        assertThat(states()).isEqualTo(Map.of("a1", RETIRED, "a2", DROPPING, "b1", LIVE));
        assertThat(rollout.live()).isEqualTo(3);
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
}
