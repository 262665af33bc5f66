package io.granary.offline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class PaceTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);

    @Test
    void rowsPassEvenly() {
        Pace pace = new Pace(SECOND / 100.0, now::get, now::addAndGet);
        pass(pace, 1);
        assertThat(now).as("the first does not wait").hasValue(-5 * SECOND);

        pass(pace, 200);
        assertThat(now).hasValue(-3 * SECOND);
    }

    @Test
    void whatWaitedLongMayCatchUp() {
        Pace pace = new Pace(SECOND / 100.0, now::get, now::addAndGet);
        now.addAndGet(SECOND);
        pass(pace, 101);

        assertThat(now).hasValue(-4 * SECOND);
    }

    @Test
    void manyRowsWaitTogether() {
        Pace pace = new Pace(SECOND / 100_000.0, now::get, now::addAndGet);
        pass(pace, 100_001);

        assertThat(now.get()).isBetween(-4 * SECOND - SECOND / 1_000, -4 * SECOND);
    }

    @Test
    void withoutARateNothingWaits() {
        pass(Pace.of(null), 1_000_000);
    }

    private static void pass(Pace pace, int rows) {
        for (int i = 0; i < rows; i++) {
            pace.await();
        }
    }
}
