package io.granary.benchmarks.micro;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package by JMH, each in a JVM of its own. */
final class MicroBenchmarks {

    private static final int STRETCHES = 5;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private MicroBenchmarks() {}

    /** @param seconds of each stretch, of which five warm up and five are measured */
    static Findings run(String pattern, double seconds, Consumer<String> progress) throws RunnerException {
        double averageBefore = Machine.loadAverage();
        TimeValue stretch = TimeValue.milliseconds(Math.round(seconds * 1_000));
        OptionsBuilder options = new OptionsBuilder();
        options.include(pattern)
                .forks(1)
                .warmupIterations(STRETCHES)
                .warmupTime(stretch)
                .measurementIterations(STRETCHES)
                .measurementTime(stretch)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        progress.accept("micro " + pattern);
        Collection<RunResult> results = new Runner(options.build()).run();
        List<Finding> rows = results.stream()
                .map(MicroBenchmarks::finding)
                .sorted(Comparator.comparing(Finding::name))
                .toList();
        return new Findings(
                "micro", Machine.commit(), Machine.describe(Map.of("stretch_seconds", seconds), averageBefore), rows);
    }

    private static Finding finding(RunResult result) {
        Result<?> time = result.getPrimaryResult();
        Finding finding =
                Finding.of(name(result.getParams()), time.getScore(), "ns").with("plus_or_minus", time.getScoreError());
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        return allocated == null ? finding : finding.with("bytes_allocated", allocated.getScore());
    }

    private static String name(BenchmarkParams params) {
        String method = params.getBenchmark();
        StringBuilder name = new StringBuilder(
                method.substring(MicroBenchmarks.class.getPackageName().length() + 1));
        params.getParamsKeys().forEach(key -> name.append(", ").append(params.getParam(key)));
        return name.toString();
    }
}
