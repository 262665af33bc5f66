package io.granary.benchmarks.registry;

import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.registry.AnswerTimes.Span;
import io.granary.benchmarks.registry.Observation.Verdict;
import io.granary.benchmarks.report.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/** Small changes of a project, each seen by a serving process that answers in a closed loop all the while. */
final class Changes {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int FIRST = 1_000;
    private static final int WARMUP = 5;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Applies the definitions of a number. */
    interface Applying {
        Object apply(long number);
    }

    private final GranaryProcess registry;
    private final GranaryProcess serving;
    private final RegistryLoad load;
    private final Histogram applied = new Histogram(MOST_MICROS, 3);
    private final Histogram visible = new Histogram(MOST_MICROS, 3);
    private final List<Span> before = new ArrayList<>();
    private final List<Span> around = new ArrayList<>();

    Changes(GranaryProcess registry, GranaryProcess serving, RegistryLoad load) {
        this.registry = registry;
        this.serving = serving;
        this.load = load;
    }

    List<Finding> run(Question question, Applying applying, UnaryOperator<String> name) throws Exception {
        List<Finding> findings = new ArrayList<>();
        Questioner questioner = Questioner.ask(serving.address(), question, load.connections());
        try (questioner) {
            for (int i = 0; i < WARMUP; i++) {
                applying.apply(FIRST + i);
                questioner.awaitNumber(FIRST + i, PATIENCE);
            }
            findings.addAll(measured(questioner, applying, name));
        }
        findings.add(step(questioner, name));
        return findings;
    }

    /** Whether answers take longer while a serving process goes over to other definitions. */
    private Finding step(Questioner questioner, UnaryOperator<String> name) {
        Histogram steady = questioner.latency(before);
        Histogram swapped = questioner.latency(around);
        return Finding.of(
                        name.apply("answers in the second around a swap, p99"),
                        swapped.getValueAtPercentile(99) / 1e6,
                        "ms")
                .with("p50_ms", swapped.getValueAtPercentile(50) / 1e6)
                .with("most_ms", swapped.getMaxValue() / 1e6)
                .with("second_before_p50_ms", steady.getValueAtPercentile(50) / 1e6)
                .with("second_before_p99_ms", steady.getValueAtPercentile(99) / 1e6)
                .with("second_before_most_ms", steady.getMaxValue() / 1e6);
    }

    private List<Finding> measured(Questioner questioner, Applying applying, UnaryOperator<String> name)
            throws Exception {
        Duration registryBefore = registry.cpu();
        Duration servingBefore = serving.cpu();
        double wrongBefore = wrong(questioner);
        double rightBefore = questioner.count(Verdict.RIGHT);
        long start = System.nanoTime();
        for (int i = 0; i < load.applies(); i++) {
            change(questioner, applying, FIRST + WARMUP + i);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Finding seen = micros(name.apply("a change visible, most"), visible.getMaxValue())
                .within(Budgets.VISIBLE_MILLIS)
                .with("p50_ms", visible.getValueAtPercentile(50) / 1e3)
                .with("p99_ms", visible.getValueAtPercentile(99) / 1e3)
                .with("answers_per_s", (questioner.count(Verdict.RIGHT) - rightBefore) / seconds)
                .with("serving_cpu_ms_per_s", serving.cpu().minus(servingBefore).toMillis() / seconds);
        Finding took = micros(name.apply("apply a change under load, p50"), applied.getValueAtPercentile(50))
                .with("p99_ms", applied.getValueAtPercentile(99) / 1e3)
                .with("registry_cpu_ms", registry.cpu().minus(registryBefore).toMillis() / (double) load.applies());
        Finding wrong = Finding.of(
                        name.apply("failed, empty or mixed answers"), wrong(questioner) - wrongBefore, "answers")
                .within(0);
        return new ArrayList<>(List.of(took, seen, wrong));
    }

    private void change(Questioner questioner, Applying applying, long number) throws Exception {
        long quiet = System.nanoTime();
        awaitTime(quiet + SECOND);
        long start = System.nanoTime();
        before.add(new Span(quiet, start));
        applying.apply(number);
        long acknowledged = System.nanoTime();
        long seen = questioner.awaitNumber(number, PATIENCE);
        awaitTime(seen + SECOND / 2);
        around.add(new Span(seen - SECOND / 2, seen + SECOND / 2));
        applied.recordValue(TimeUnit.NANOSECONDS.toMicros(acknowledged - start));
        visible.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, seen - acknowledged)));
    }

    private static void awaitTime(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static double wrong(Questioner questioner) {
        return questioner.count(Verdict.FAILED) + questioner.count(Verdict.EMPTY) + questioner.count(Verdict.MIXED);
    }

    private static Finding micros(String name, long micros) {
        return Finding.of(name, micros / 1e3, "ms");
    }
}
