package io.granary.benchmarks;

import io.granary.benchmarks.process.ProcessCpu;
import io.granary.benchmarks.process.ServerProcess;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case: some requests to one server, first until it is warm, then measured.
 *
 * @param redisPid of the Redis that the server uses; null when it uses none
 */
record Case(String name, ServerProcess server, @Nullable Long redisPid, List<PreparedRequest> requests) {

    private static final Duration SLICE = Duration.ofSeconds(2);
    private static final int MOST_WARMUPS = 3;

    Measurement run(Load load) throws Exception {
        try (ClosedLoop loop = ClosedLoop.connect(server.port(), load.connections(), requests)) {
            warmUp(loop, load.warmupSeconds());
            return measure(loop, Duration.ofSeconds(load.measuredSeconds()));
        }
    }

    /** For at least so long, then until steady, but not for ever: a busy machine never is. */
    private void warmUp(ClosedLoop loop, int seconds) throws Exception {
        SteadyState steady = new SteadyState();
        Duration least = Duration.ofSeconds(seconds);
        Duration most = least.multipliedBy(MOST_WARMUPS);
        Duration done = Duration.ZERO;
        while (done.compareTo(least) < 0 || (!steady.isReached() && done.compareTo(most) < 0)) {
            steady.add(measure(loop, SLICE).serverMicros());
            done = done.plus(SLICE);
        }
    }

    private Measurement measure(ClosedLoop loop, Duration duration) throws Exception {
        Duration serverBefore = ProcessCpu.of(server.pid());
        Duration redisBefore = redisCpu();
        Answers answers = loop.run(duration);
        Duration redisAfter = redisCpu();
        Duration serverUsed = ProcessCpu.of(server.pid()).minus(serverBefore);
        Duration redisUsed = redisAfter == null || redisBefore == null ? null : redisAfter.minus(redisBefore);
        return new Measurement(name, answers, serverUsed, redisUsed);
    }

    private @Nullable Duration redisCpu() {
        return redisPid == null ? null : ProcessCpu.of(redisPid);
    }
}
