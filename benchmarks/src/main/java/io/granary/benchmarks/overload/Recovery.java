package io.granary.benchmarks.overload;

import io.granary.benchmarks.load.Answers;
import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Verdict;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a server took until every answer to a light load was right again.
 *
 * @param millis from the call to the end of the first short stretch with right answers only, or to giving up
 * @param wrong answers meanwhile
 */
record Recovery(double millis, long wrong) {

    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static Recovery await(LoadGenerator generator, double perSecond) throws Exception {
        long start = System.nanoTime();
        long wrong = 0;
        boolean isRight = false;
        while (!isRight && System.nanoTime() - start < PATIENCE.toNanos()) {
            Answers answers = generator.runOpen(SLICE, perSecond);
            wrong += answers.count(Verdict.WRONG);
            isRight = answers.count() == answers.count(Verdict.RIGHT) && answers.missed() == 0;
        }
        return new Recovery((System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1), wrong);
    }
}
