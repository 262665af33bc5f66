package io.granary.registry.server.store;

import static io.granary.core.definition.GenerationState.BUILDING;
import static io.granary.core.definition.GenerationState.DROPPING;
import static io.granary.core.definition.GenerationState.LIVE;
import static io.granary.core.definition.GenerationState.OUTGOING;
import static io.granary.core.definition.GenerationState.RETIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.server.Taxis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every rollout store promises; a subclass supplies the stores. */
@Timeout(120)
public abstract class RolloutStoreContract {

    /** Two stores of the same data. */
    protected record Stores(RevisionStore revisions, RolloutStore rollouts) {}

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final ChangeCounts COUNTS = new ChangeCounts(1, 0, 0);

    private Stores stores;

    /** Stores of a test's own data, which is empty before the first call; later calls give more stores of the same. */
    protected abstract Stores open();

    @BeforeEach
    void openStores() {
        stores = open();
    }

    @Test
    void hasNothingAtFirst() {
        assertThat(find()).isEqualTo(Rollout.none("taxis"));
        assertThat(stores.rollouts.positions()).isEmpty();
        assertThat(stores.rollouts.projectsWith(LIVE)).isEmpty();
    }

    @Test
    void movesOnWithEachRevision() {
        Revision first = append(Revision.none("taxis"), 1);
        Rollout expected = Rollout.none("taxis").next(first, first.createdAt());
        assertThat(find()).isEqualTo(expected);
        Revision second = append(first, 2);
        assertThat(find()).isEqualTo(expected.next(second, second.createdAt()));
        assertThat(find().in(BUILDING)).singleElement().satisfies(generation -> {
            assertThat(generation.view()).isEqualTo("driver_trips");
            assertThat(generation.firstRevision()).isEqualTo(2);
        });
        assertThat(stores.rollouts.positions()).containsOnlyKeys("taxis").containsEntry("taxis", position(2, 2, 1));
    }

    @Test
    void keepsChangesForEveryStoreOfTheSameData() {
        append(append(Revision.none("taxis"), 1), 2);
        promote(only(BUILDING));
        Rollout expected = find();
        assertThat(expected.in(RETIRED)).singleElement().satisfies(generation -> {
            assertThat(generation.lastRevision()).isEqualTo(1);
            assertThat(generation.since()).isEqualTo(NOW);
        });
        RolloutStore other = open().rollouts;
        assertThat(other.find("taxis")).isEqualTo(expected);
        assertThat(other.positions()).containsEntry("taxis", position(3, 2, 2));
        assertThat(other.projectsWith(RETIRED)).containsExactly("taxis");
        assertThat(other.projectsWith(OUTGOING)).isEmpty();
    }

    @Test
    void forgetsDroppedGenerations() {
        append(append(Revision.none("taxis"), 1), 2);
        promote(only(BUILDING));
        stores.rollouts.change("taxis", rollout -> rollout.expire(rollout.in(RETIRED), NOW));
        ViewGeneration dropped = only(DROPPING);
        stores.rollouts.change("taxis", rollout -> rollout.dropped(dropped));
        assertThat(find().generations().values())
                .extracting(ViewGeneration::state)
                .containsExactly(LIVE);
        assertThat(open().rollouts.find("taxis")).isEqualTo(find());
    }

    @Test
    void aChangeThatFailsLeavesEverythingAsItWas() {
        append(Revision.none("taxis"), 1);
        Rollout before = find();
        assertThatThrownBy(() -> stores.rollouts.change("taxis", rollout -> rollout.dropped(only(rollout, LIVE))))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining("it is live");
        assertThat(find()).isEqualTo(before);
    }

    @Test
    void aRefusedRevisionLeavesTheRolloutAsItWas() {
        Revision first = append(Revision.none("taxis"), 1);
        append(first, 2);
        Rollout before = find();
        assertThatThrownBy(() -> append(first, 3)).isInstanceOf(ConflictException.class);
        assertThat(find()).isEqualTo(before);
    }

    @Test
    void keepsProjectsApart() {
        append(append(Revision.none("taxis"), 1), 2);
        append(Revision.none("flights"), 1);
        Rollout flights = stores.rollouts.find("flights");
        promote(only(BUILDING));
        assertThat(stores.rollouts.find("flights")).isEqualTo(flights);
        assertThat(stores.rollouts.positions()).containsOnlyKeys("flights", "taxis");
        assertThat(stores.rollouts.projectsWith(LIVE)).containsExactly("flights", "taxis");
        assertThat(stores.rollouts.projectsWith(RETIRED)).containsExactly("taxis");
    }

    /** Whichever comes first, the newest revision is whole: what an apply began is not taken for what was filled. */
    @Test
    void changesAndAppliesAtOnceLoseNothing() throws Exception {
        Revision revision = append(append(Revision.none("taxis"), 1), 2);
        for (int meaning = 3; meaning < 23; meaning++) {
            ViewGeneration building = only(BUILDING);
            int before = find().version();
            Revision base = revision;
            int next = meaning;
            atOnce(() -> append(base, next), () -> tryPromote(building), () -> tryPromote(building));
            revision = base.next(Taxis.with(Duration.ofDays(1), Taxis.miles("miles + " + next + ".0")), "ann", "", NOW);
            Rollout after = find();
            assertThat(after.newest()).isEqualTo(base.number() + 1);
            assertThat(after.version()).isBetween(before + 1, before + 2);
            assertThat(only(BUILDING).firstRevision()).isEqualTo(after.newest());
            assertThat(after.in(OUTGOING)).hasSize(1);
        }
    }

    private Rollout find() {
        return stores.rollouts.find("taxis");
    }

    private ViewGeneration only(GenerationState state) {
        return only(find(), state);
    }

    private static ViewGeneration only(Rollout rollout, GenerationState state) {
        assertThat(rollout.in(state)).hasSize(1);
        return rollout.in(state).get(0);
    }

    private void promote(ViewGeneration generation) {
        stores.rollouts.change("taxis", rollout -> rollout.promote(generation, NOW));
    }

    private boolean tryPromote(ViewGeneration generation) {
        try {
            promote(generation);
            return true;
        } catch (GranaryException e) {
            assertThat(e).hasMessageContaining("it is dropping");
            return false;
        }
    }

    protected final Revision append(Revision base, int meaning) {
        Revision next =
                base.next(Taxis.with(Duration.ofDays(1), Taxis.miles("miles + " + meaning + ".0")), "ann", "", NOW);
        stores.revisions.append(next, COUNTS);
        return next;
    }

    private static RolloutPosition position(int version, int newest, int live) {
        return new RolloutPosition(version, newest, live);
    }

    private static void atOnce(Callable<?>... tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (Callable<?> task : tasks) {
                results.add(threads.submit(task));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
