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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of generations that are not wanted any more, and of those that are wanted again. */
class RetiredGenerationTest extends RolledOutProject {

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

    private static void assertConflict(Runnable transition, String message) {
        assertThatThrownBy(transition::run)
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining(message);
    }
}
