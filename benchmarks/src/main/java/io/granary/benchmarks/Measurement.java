package io.granary.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one case did and what it cost.
 *
 * @param name of the case
 * @param answers of the measured part
 * @param serverCpu that the server used for them
 * @param redisCpu that Redis used for them; null when the case does not use it
 */
record Measurement(
        String name,
        Answers answers,
        Duration serverCpu,
        @Nullable Duration redisCpu) {

    double requestsPerSecond() {
        return answers.count()
                * (double) TimeUnit.SECONDS.toNanos(1)
                / answers.elapsed().toNanos();
    }

    double serverMicros() {
        return micros(serverCpu);
    }

    @Nullable
    Double redisMicros() {
        return redisCpu == null ? null : micros(redisCpu);
    }

    /** CPU time of the server for one request, as a multiple of another case's. */
    double timesThatOf(Measurement other) {
        return serverMicros() / other.serverMicros();
    }

    private double micros(Duration cpu) {
        return cpu.toNanos() / 1_000.0 / answers.count();
    }
}
