package io.granary.benchmarks.load;

import io.granary.benchmarks.report.Finding;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a stretch of load did and what it cost.
 *
 * @param cpu time that each process used for it, by name
 */
public record Measurement(Answers answers, Map<String, Duration> cpu) {

    public Measurement {
        cpu = Collections.unmodifiableMap(new LinkedHashMap<>(cpu));
    }

    /** What this and another stretch of the same load did together. */
    public Measurement plus(Measurement other) {
        Map<String, Duration> sum = new LinkedHashMap<>(cpu);
        other.cpu.forEach((process, used) -> sum.merge(process, used, Duration::plus));
        return new Measurement(answers.plus(other.answers), sum);
    }

    /** CPU time for one answer. */
    public double cpuMicros(String process) {
        return used(process).toNanos() / 1_000.0 / answers.count();
    }

    /** How much of one processor it used, in percent. */
    public double busyPercent(String process) {
        return 100.0 * used(process).toNanos() / answers.elapsed().toNanos();
    }

    private Duration used(String process) {
        Duration used = cpu.get(process);
        if (used == null) {
            throw new IllegalArgumentException("process: " + process + " (expected: one of " + cpu.keySet() + ")");
        }
        return used;
    }

    /** Adds throughput, latency and CPU times to a finding. */
    public Finding describe(Finding finding) {
        Finding described = finding.with("requests_per_s", answers.perSecond())
                .with("p50_us", answers.percentileMicros(50))
                .with("p99_us", answers.percentileMicros(99))
                .with("max_us", answers.maxMicros());
        for (String process : cpu.keySet()) {
            described = described.with(process + "_cpu_us", cpuMicros(process));
        }
        return described;
    }
}
