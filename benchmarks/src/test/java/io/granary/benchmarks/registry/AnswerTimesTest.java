package io.granary.benchmarks.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.registry.AnswerTimes.Span;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {

    private final AnswerTimes times = new AnswerTimes();

    @Test
    void countsAnswersThatWereAwaitedAtSomeTimeOfTheSpan() {
        times.add(0, 100);
        times.add(100, 250);
        times.add(250, 900);
        times.add(900, 1_000);

        assertThat(within(new Span(260, 300)).getTotalCount()).isEqualTo(1);
        assertThat(within(new Span(100, 250)).getTotalCount()).isEqualTo(3);
        assertThat(within(new Span(1_001, 2_000)).getTotalCount()).isZero();
    }

    @Test
    void keepsMoreThanItWasMadeFor() {
        for (int i = 0; i < 200_000; i++) {
            times.add(10L * i, 10L * i + 5);
        }

        Histogram all = new Histogram(3);
        times.addTo(all);

        assertThat(all.getTotalCount()).isEqualTo(200_000);
        assertThat(all.getMaxValue()).isEqualTo(5);
    }

    private Histogram within(Span span) {
        Histogram some = new Histogram(3);
        times.addTo(some, span);
        return some;
    }
}
