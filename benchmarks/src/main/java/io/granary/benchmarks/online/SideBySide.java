package io.granary.benchmarks.online;

import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Measurement;
import java.time.Duration;

/**
 * A closed loop on a target and one on hello, in turns of a second: whatever else the machine does meanwhile slows both.
 *
 * @param hello over the same protocol with as many connections; the target's own for hello and for Redis alone
 */
record SideBySide(Measurement measured, Measurement hello) {

    private static final Duration SETTLING = Duration.ofMillis(500);
    private static final Duration TURN = Duration.ofSeconds(1);

    /** @param duration of each, in whole turns */
    static SideBySide measure(Target target, Target hello, int connections, Duration duration) throws Exception {
        try (LoadGenerator onTarget = target.connect(connections);
                LoadGenerator onHello = hello.connect(connections)) {
            onHello.runClosed(SETTLING);
            onTarget.runClosed(SETTLING);
            SideBySide sum = turn(target, onTarget, hello, onHello);
            for (Duration done = TURN; done.compareTo(duration) < 0; done = done.plus(TURN)) {
                SideBySide next = turn(target, onTarget, hello, onHello);
                sum = new SideBySide(sum.measured.plus(next.measured), sum.hello.plus(next.hello));
            }
            return sum;
        }
    }

    private static SideBySide turn(Target target, LoadGenerator onTarget, Target hello, LoadGenerator onHello)
            throws Exception {
        return new SideBySide(
                target.meter().measure(() -> onTarget.runClosed(TURN)),
                hello.meter().measure(() -> onHello.runClosed(TURN)));
    }

    /** Of something that nothing is compared with. */
    static SideBySide alone(Target target, int connections, Duration duration) throws Exception {
        try (LoadGenerator generator = target.connect(connections)) {
            generator.runClosed(SETTLING);
            Measurement measured = target.meter().measure(() -> generator.runClosed(duration));
            return new SideBySide(measured, measured);
        }
    }

    /** CPU time of a process for an answer, as a multiple of hello's. */
    double timesHello(String process) {
        return measured.cpuMicros(process) / hello.cpuMicros(process);
    }
}
