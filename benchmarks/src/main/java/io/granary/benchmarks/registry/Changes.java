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
    private final Applying applying;
    private final Applying elsewhere;
    private final Histogram applied = new Histogram(MOST_MICROS, 3);
    private final Histogram visible = new Histogram(MOST_MICROS, 3);
    private final List<Span> before = new ArrayList<>();
    private final List<Span> around = new ArrayList<>();
    private final List<Span> aroundElsewhere = new ArrayList<>();

    /**
     * @param applying changes what is served
     * @param elsewhere costs the registry as much, and nobody serves it
     */
    Changes(GranaryProcess registry, GranaryProcess serving, RegistryLoad load, Applying applying, Applying elsewhere) {
        this.registry = registry;
        this.serving = serving;
        this.load = load;
        this.applying = applying;
        this.elsewhere = elsewhere;
    }

    List<Finding> run(Question question, UnaryOperator<String> name) throws Exception {
        List<Finding> findings = new ArrayList<>();
        Questioner questioner = Questioner.ask(serving.address(), question, load.connections());
        try (questioner) {
            for (int i = 0; i < WARMUP; i++) {
                elsewhere.apply(FIRST + i);
                applying.apply(FIRST + i);
                questioner.awaitNumber(FIRST + i, PATIENCE);
            }
            findings.addAll(measured(questioner, name));
        }
        findings.addAll(steps(questioner, name));
        return findings;
    }

    /**
     * Whether answers take longer while a serving process goes over to other definitions, beside what the registry's work
     * alone takes from the processors that they share.
     */
    private List<Finding> steps(Questioner questioner, UnaryOperator<String> name) {
        Histogram steady = questioner.latency(before);
        return List.of(
                step(name.apply("answers in a second without a change, p99"), steady),
                step(name.apply("answers around a swap, p99"), questioner.latency(around)),
                step(name.apply("answers around a change elsewhere, p99"), questioner.latency(aroundElsewhere)));
    }

    private static Finding step(String name, Histogram latency) {
        return Finding.of(name, latency.getValueAtPercentile(99) / 1e6, "ms")
                .with("p50_ms", latency.getValueAtPercentile(50) / 1e6)
                .with("p999_ms", latency.getValueAtPercentile(99.9) / 1e6)
                .with("most_ms", latency.getMaxValue() / 1e6);
    }

    private List<Finding> measured(Questioner questioner, UnaryOperator<String> name) throws Exception {
        Duration registryBefore = registry.cpu();
        Duration servingBefore = serving.cpu();
        double wrongBefore = wrong(questioner);
        double rightBefore = questioner.count(Verdict.RIGHT);
        long start = System.nanoTime();
        for (int i = 0; i < load.applies(); i++) {
            changeElsewhere(FIRST + WARMUP + i);
            change(questioner, FIRST + WARMUP + i);
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
                .with("registry_cpu_ms", registry.cpu().minus(registryBefore).toMillis() / (2.0 * load.applies()));
        Finding wrong = Finding.of(
                        name.apply("failed, empty or mixed answers"), wrong(questioner) - wrongBefore, "answers")
                .within(0);
        return new ArrayList<>(List.of(took, seen, wrong));
    }

    private void changeElsewhere(long number) {
        awaitQuiet();
        elsewhere.apply(number);
        long acknowledged = System.nanoTime();
        awaitTime(acknowledged + SECOND / 2);
        aroundElsewhere.add(new Span(acknowledged - SECOND / 2, acknowledged + SECOND / 2));
    }

    private void change(Questioner questioner, long number) throws Exception {
        long start = awaitQuiet();
        applying.apply(number);
        long acknowledged = System.nanoTime();
        long seen = questioner.awaitNumber(number, PATIENCE);
        awaitTime(seen + SECOND / 2);
        around.add(new Span(seen - SECOND / 2, seen + SECOND / 2));
        applied.recordValue(TimeUnit.NANOSECONDS.toMicros(acknowledged - start));
        visible.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, seen - acknowledged)));
    }

    /** Lets a second pass in which nothing is applied, and returns its end. */
    private long awaitQuiet() {
        long quiet = System.nanoTime();
        awaitTime(quiet + SECOND);
        long end = System.nanoTime();
        before.add(new Span(quiet, end));
        return end;
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
