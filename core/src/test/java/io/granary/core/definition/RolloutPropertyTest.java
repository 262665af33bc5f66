package io.granary.core.definition;

import static io.granary.core.definition.GenerationState.BUILDING;
import static io.granary.core.definition.GenerationState.DROPPING;
import static io.granary.core.definition.GenerationState.READY;
import static io.granary.core.definition.GenerationState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, the live revision is whole and no row that answers is dropped. */
class RolloutPropertyTest extends RolledOutProject {

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
}
