package io.granary.benchmarks.soak;

import io.granary.benchmarks.load.Answers;
import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Measurement;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.Verdict;
import io.granary.benchmarks.process.JvmVitals;
import io.granary.benchmarks.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One steady load, slice by slice, in turns with the same load of hello: whatever else the machine does slows both. Between
 * slices, when nothing is under way, the server is looked into.
 */
final class Soak {

    private final SoakLoad load;
    private final LoadGenerator generator;
    private final LoadGenerator hello;
    private final Meter meter;
    private final JvmVitals server;
    private final RedisTraffic redis;
    private final List<Slice> slices = new ArrayList<>();
    private long late;
    private long wrong;

    Soak(
            SoakLoad load,
            LoadGenerator generator,
            LoadGenerator hello,
            Meter meter,
            JvmVitals server,
            RedisTraffic redis) {
        this.load = load;
        this.generator = generator;
        this.hello = hello;
        this.meter = meter;
        this.server = server;
        this.redis = redis;
    }

    void run(double perSecond, Consumer<String> progress) throws Exception {
        for (int slice = 1; slice <= SoakLoad.SLICES; slice++) {
            run(perSecond);
            if (slice % SoakLoad.SLICES_PER_TENTH == 0) {
                Slice last = slices.get(slices.size() - 1);
                progress.accept(slice / SoakLoad.SLICES_PER_TENTH + " of 10: p50 " + Math.round(last.p50Micros())
                        + " us, hello " + Math.round(last.helloMicros()) + " us, heap "
                        + Math.round(Drift.heapMib(last)) + " MiB");
            }
        }
    }

    private void run(double perSecond) throws Exception {
        long before = redis.received();
        Measurement measured = meter.measure(() -> generator.runOpen(load.serverTurn(), perSecond));
        double redisBytes =
                (redis.received() - before) / (double) measured.answers().count();
        Answers greetings = hello.runOpen(load.helloTurn(), perSecond);
        Answers answers = measured.answers();
        slices.add(new Slice(
                answers.percentileMicros(50),
                answers.percentileMicros(99),
                greetings.percentileMicros(50),
                measured.cpuMicros(Meter.SERVER),
                server.read(),
                redisBytes));
        late += answers.count(Verdict.LATE);
        wrong += answers.count(Verdict.WRONG);
    }

    List<Slice> slices() {
        return slices;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(new Drift(slices).findings());
        findings.add(Finding.of("wrong answers", (double) wrong, "answers").within(0));
        findings.add(Finding.of("late answers", (double) late, "answers"));
        return findings;
    }
}
