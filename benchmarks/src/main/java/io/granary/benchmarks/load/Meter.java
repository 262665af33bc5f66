package io.granary.benchmarks.load;

import io.granary.benchmarks.process.ProcessCpu;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Counts the CPU time of processes while a load runs; that of this process, which makes the load, is among them.
 *
 * @param pids by name, in the order of the report
 */
public record Meter(Map<String, Long> pids) {

    public static final String SERVER = "server";
    public static final String REDIS = "redis";
    public static final String GENERATOR = "generator";

    public Meter {
        pids = new LinkedHashMap<>(pids);
        pids.put(GENERATOR, ProcessHandle.current().pid());
    }

    public static Meter of(String process, long pid) {
        return new Meter(Map.of(process, pid));
    }

    public Meter and(String process, long pid) {
        Map<String, Long> more = new LinkedHashMap<>(pids);
        more.remove(GENERATOR);
        more.put(process, pid);
        return new Meter(more);
    }

    public Measurement measure(Callable<Answers> load) throws Exception {
        Map<String, Duration> before = cpu();
        Answers answers = load.call();
        Map<String, Duration> used = cpu();
        used.replaceAll((process, after) -> after.minus(before.getOrDefault(process, Duration.ZERO)));
        return new Measurement(answers, used);
    }

    private Map<String, Duration> cpu() {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        pids.forEach((process, pid) -> cpu.put(process, ProcessCpu.of(pid)));
        return cpu;
    }
}
