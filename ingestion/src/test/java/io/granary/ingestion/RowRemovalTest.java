package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.row.StoredRow;
import io.granary.core.type.ScalarType;
import io.granary.online.store.EntityReads;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.online.store.ReadFields;
import io.granary.registry.client.SettableRollouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RowRemovalTest {

    private final SettableRollouts rollouts = new SettableRollouts("p");
    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.system());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean isOwner = new AtomicBoolean(true);
    private final RowRemoval removal = new RowRemoval("p", store, rollouts, isOwner::get, meters);
    private final Revision first = apply(Revision.none("p"), 1);

    @AfterEach
    void close() {
        removal.close();
    }

    @Test
    void removesAndReportsWhatIsDropped() {
        Revision second = apply(first, 2);
        write(first);
        write(second);
        apply(second, 1);
        removal.follow(rollouts.current());
        assertThat(removal.health()).singleElement().satisfies(health -> {
            assertThat(health.isRunning()).isTrue();
            assertThat(health.problem()).isEqualTo("removes rows of " + field(second));
        });

        await().until(() ->
                rollouts.current().rollout().in(GenerationState.DROPPING).isEmpty());
        assertThat(isStored(first)).isTrue();
        assertThat(isStored(second)).isFalse();
        assertThat(meters.counter("granary.ingestion.removed").count()).isOne();
        removal.follow(rollouts.current());
        assertThat(removal.health()).isEmpty();
    }

    @Test
    void leavesItToTheProcessThatHasTheFirstPartition() {
        isOwner.set(false);
        Revision second = apply(first, 2);
        write(second);
        apply(second, 1);
        removal.follow(rollouts.current());
        await().during(RowRemoval.START_DELAY.plusSeconds(1)).until(() -> isStored(second));

        isOwner.set(true);
        await().until(() -> !isStored(second));
    }

    private Revision apply(Revision before, int meaning) {
        FeatureView view = Rides.view("speed", null, new Feature("pace", ScalarType.INT64, "miles * " + meaning, null));
        Revision next = Rides.next(before, Rides.liveSource("p"), view);
        rollouts.apply(next);
        return next;
    }

    private void write(Revision revision) {
        byte[] row = StoredRow.encode(1, 1, revision.number(), 1, new byte[0]);
        store.write(List.of(new FeatureLogRecord(Rides.key("p", "ann"), field(revision), null, row)))
                .toCompletableFuture()
                .join();
    }

    private boolean isStored(Revision revision) {
        ReadFields fields = ReadFields.of(field(revision).getBytes(StandardCharsets.UTF_8));
        EntityReads read = EntityReads.of(Rides.key("p", "ann").bytes(), fields);
        return store.read(read, System.nanoTime() + TimeUnit.SECONDS.toNanos(10))
                .toCompletableFuture()
                .join()
                .has(0, 0);
    }

    private static String field(Revision revision) {
        return revision.viewState("speed").field("speed");
    }
}
