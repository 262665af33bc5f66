package io.granary.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PhasesTest {

    private final AtomicLong nanos = new AtomicLong(-7);

    @Test
    void addUpWhatBeganMoreThanOnce() {
        Phases phases = Phases.beginning("send", nanos::get);
        pass(2);
        phases.begin("ask");
        pass(3);
        phases.begin("send");
        pass(5);

        Finding finding = phases.finding("took");

        assertThat(finding.value()).isEqualTo(10);
        assertThat(finding.details()).containsExactly(entry("send_s", 7.0), entry("ask_s", 3.0));
    }

    @Test
    void goOnAfterTheyWereReported() {
        Phases phases = Phases.beginning("send", nanos::get);
        pass(2);
        assertThat(phases.finding("took").value()).isEqualTo(2);
        pass(2);
        assertThat(phases.finding("took").value()).isEqualTo(4);
    }

    private void pass(int seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
