package io.granary.registry.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.registry.server.store.RolloutPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RolloutListenersTest {

    private static final int ROUNDS = 20_000;
    private static final RolloutPosition MOVED = new RolloutPosition(1, 1, 1);

    private final RolloutListeners listeners = new RolloutListeners();
    private final List<RolloutPosition> heard = new ArrayList<>();

    @Test
    void tellsOfProjectsThatMoved() {
        listeners.add("p", heard::add);
        listeners.tell(Map.of(), Map.of("p", MOVED, "q", MOVED));
        listeners.tell(Map.of("p", MOVED), Map.of("p", MOVED));
        assertThat(heard).containsExactly(MOVED);
    }

    @Test
    void forgetsProjectsThatNobodyWatches() {
        Consumer<RolloutPosition> listener = heard::add;
        listeners.add("p", listener);
        listeners.remove("p", listener);
        listeners.remove("p", listener);
        assertThat(listeners.isEmpty()).isTrue();
        listeners.tell(Map.of(), Map.of("p", MOVED));
        assertThat(heard).isEmpty();
    }

    @Test
    @Timeout(60)
    void whoeverComesAsTheLastOneLeavesIsTold() throws Exception {
        AtomicInteger told = new AtomicInteger();
        Consumer<RolloutPosition> leaving = position -> {};
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Void> leaver = CompletableFuture.runAsync(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                listeners.add("p", leaving);
                await(together);
                listeners.remove("p", leaving);
                await(together);
            }
        });
        for (int round = 0; round < ROUNDS; round++) {
            Consumer<RolloutPosition> coming = position -> told.incrementAndGet();
            await(together);
            listeners.add("p", coming);
            await(together);
            listeners.tell(Map.of(), Map.of("p", MOVED));
            listeners.remove("p", coming);
        }
        leaver.get();
        assertThat(told).hasValue(ROUNDS);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
