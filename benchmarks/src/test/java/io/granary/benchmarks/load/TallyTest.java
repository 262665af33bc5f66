package io.granary.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally(0);

    @Test
    void tellsPercentilesOfEverythingThatWaited() {
        for (int micros = 1; micros <= 99; micros++) {
            tally.add(TimeUnit.MICROSECONDS.toNanos(micros), Verdict.RIGHT);
        }
        tally.miss(TimeUnit.MICROSECONDS.toNanos(100_000));

        Answers answers = tally.answers(TimeUnit.SECONDS.toNanos(2));

        assertThat(answers.percentileMicros(50)).isCloseTo(50, within(0.1));
        assertThat(answers.percentileMicros(99)).isCloseTo(99, within(0.1));
        assertThat(answers.maxMicros()).isCloseTo(100_000, within(100.0));
        assertThat(answers.missed()).isOne();
        assertThat(answers.perSecond()).isEqualTo(49.5);
    }

    @Test
    void countsVerdictsApart() {
        tally.add(1, Verdict.RIGHT);
        tally.add(1, Verdict.LATE);
        tally.add(1, Verdict.LATE);

        Answers answers = tally.answers(1);

        assertThat(answers.count()).isEqualTo(3);
        assertThat(answers.count(Verdict.LATE)).isEqualTo(2);
        assertThat(answers.count(Verdict.WRONG)).isZero();
    }
}
