package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Measurement;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.Verdict;
import io.granary.benchmarks.report.Finding;
import java.util.ArrayList;
import java.util.List;

/** Puts what was measured beside what hello cost meanwhile at as many connections. Not safe for threads. */
final class OnlineFindings {

    private final List<Finding> rows = new ArrayList<>();
    private long wrong;

    void add(Target target, Series series) {
        series.closed().forEach((connections, measured) -> {
            String name = target.name() + ", closed, " + connections;
            add(target, cost(name, target, connections, measured), measured.measured());
        });
        series.open().forEach((percent, measured) -> {
            String name = target.name() + ", open, " + percent + " %";
            add(target, Finding.of(name, measured.answers().percentileMicros(99), "us p99"), measured);
        });
    }

    /** With a last one that no answer was wrong. */
    List<Finding> rows() {
        List<Finding> all = new ArrayList<>(rows);
        all.add(Finding.of("wrong answers", (double) wrong, "answers").within(0));
        return all;
    }

    private static Finding cost(String name, Target target, int connections, SideBySide measured) {
        if (target.isRedis()) {
            return Finding.of(name, measured.measured().cpuMicros(target.process()), "us of Redis");
        }
        Finding timesHello = Finding.of(name, measured.timesHello(target.process()), "x hello");
        return target.shape() == null
                ? timesHello
                : Budget.apply(timesHello, target.protocol(), target.shape(), connections)
                        .with("hello_cpu_us", measured.hello().cpuMicros(target.process()));
    }

    private void add(Target target, Finding finding, Measurement measured) {
        Finding described = measured.describe(finding);
        Shape shape = target.shape();
        if (shape != null) {
            described = described.with("redis_cpu_us_per_entity", measured.cpuMicros(Meter.REDIS) / shape.entities());
        }
        long wrongHere = measured.answers().count(Verdict.WRONG);
        wrong += wrongHere;
        rows.add(described
                .with("late", (double) measured.answers().count(Verdict.LATE))
                .with("wrong", (double) wrongHere));
    }
}
