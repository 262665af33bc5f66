package io.granary.online.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CommandQueueTest {

    private final AwaitedRows rows =
            new AwaitedRows(new EntityReads(), 0, new Deadlines(ImmediateEventExecutor.INSTANCE, expired -> {}));

    @Test
    void givesReadsBackInTheOrderOfTheirCommands() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CommandQueue queue = new CommandQueue();
        Deque<Integer> expected = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextInt(5) < 3) {
                queue.add(rows, i);
                expected.add(i);
            } else if (!expected.isEmpty()) {
                assertThat(queue.firstRows()).isSameAs(rows);
                assertThat(queue.firstRead()).as("seed %d", seed).isEqualTo(expected.remove());
                queue.removeFirst();
            }
            assertThat(queue.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void hasNothingWhenNothingWaits() {
        CommandQueue queue = new CommandQueue();
        assertThat(queue.firstRows()).isNull();

        queue.add(rows, 1);
        queue.removeFirst();
        assertThat(queue.firstRows()).isNull();
    }
}
