package io.granary.benchmarks.load;

import java.time.Duration;

/**
 * Loads a server until it is warm: for at least some time, then until its cost is steady, but not for ever, since on a busy
 * machine it never is.
 */
public record Warmup(Duration least) {

    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final int MOST_TIMES = 2;

    /** @param process whose CPU time of a request has to be steady */
    public void run(LoadGenerator generator, Meter meter, String process) throws Exception {
        SteadyState steady = new SteadyState();
        Duration most = least.multipliedBy(MOST_TIMES);
        Duration done = Duration.ZERO;
        while (done.compareTo(least) < 0 || (!steady.isReached() && done.compareTo(most) < 0)) {
            steady.add(meter.measure(() -> generator.runClosed(SLICE)).cpuMicros(process));
            done = done.plus(SLICE);
        }
    }
}
