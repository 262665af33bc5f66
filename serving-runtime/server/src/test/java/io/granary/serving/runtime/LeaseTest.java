package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LeaseTest {

    private final AtomicInteger closed = new AtomicInteger();
    private final Lease lease = new Lease(closed::incrementAndGet);

    @Test
    void closesWhenTheLastUserLeaves() {
        assertThat(lease.enter()).isTrue();
        lease.leave();
        assertThat(closed).hasValue(0);

        lease.leave();

        assertThat(closed).hasValue(1);
    }

    @Test
    void nobodyEntersAfterwards() {
        lease.leave();

        assertThat(lease.enter()).isFalse();
        assertThat(closed).hasValue(1);
    }
}
