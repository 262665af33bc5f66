package io.granary.benchmarks.overload;

import static java.util.Objects.requireNonNull;

import io.granary.benchmarks.load.Answers;
import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Measurement;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.load.Verdict;
import io.granary.benchmarks.load.Warmup;
import io.granary.benchmarks.online.FeatureQuestion;
import io.granary.benchmarks.online.JsonClient;
import io.granary.benchmarks.online.LoadedRedis;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Asks a server for as much as it can do, then for more: how much it still answers rightly, how long that takes, and how
 * soon it is itself again. The capacity is what a closed loop of a few connections is answered.
 */
final class OverloadBenchmark {

    private static final int QUESTIONS = 100;
    private static final int CAPACITY_CONNECTIONS = 16;
    private static final int MOST_TIMES = 5;
    private static final int[] TIMES = {1, 2, MOST_TIMES};
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final double AFTERWARDS = 0.5;
    private static final double MOST_LOST_PERCENT = 20;
    private static final double MOST_P99_MILLIS = 500;
    private static final double MOST_RECOVERY_MILLIS = 2_000;

    private final OverloadLoad load;
    private final Consumer<String> progress;
    private final List<Finding> rows = new ArrayList<>();
    private double bestPerSecond;
    private long wrong;

    private OverloadBenchmark(OverloadLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    /** @param progress is told of each step */
    static Findings run(OverloadLoad load, Consumer<String> progress) throws Exception {
        OverloadBenchmark benchmark = new OverloadBenchmark(load, progress);
        double averageBefore = Machine.loadAverage();
        try (LoadedRedis redis = LoadedRedis.start();
                ServerProcess server = CappedServer.start(redis, load.maxConcurrentRequests())) {
            benchmark.measure(redis, server);
        }
        return new Findings(
                "overload",
                Machine.commit(),
                Machine.describe(load.numbers(), averageBefore),
                List.copyOf(benchmark.rows));
    }

    private void measure(LoadedRedis redis, ServerProcess server) throws Exception {
        List<PreparedRequest> requests =
                new JsonClient(server.port()).check(FeatureQuestion.some(QUESTIONS, load.shape()));
        warmUp(server, requests);
        List<Long> others = List.of(redis.pid(), ProcessHandle.current().pid());
        try (Cores cores = Cores.separate(server.pid(), others)) {
            progress.accept(
                    cores.areSeparate() ? "the server has a processor of its own" : "the server shares its processors");
            measure(server, redis, requests);
        }
        new JsonClient(server.port()).check(FeatureQuestion.some(QUESTIONS, load.shape()));
        rows.add(Finding.of("wrong answers", (double) wrong, "answers").within(0));
    }

    private void measure(ServerProcess server, LoadedRedis redis, List<PreparedRequest> requests) throws Exception {
        try (LoadGenerator few = LoadGenerator.connect(Protocol.HTTP, server.port(), CAPACITY_CONNECTIONS, requests);
                LoadGenerator many =
                        LoadGenerator.connect(Protocol.HTTP, server.port(), load.connections(), requests)) {
            double capacity = capacity(server, few);
            Meter meter = Meter.of(Meter.SERVER, server.pid()).and(Meter.REDIS, redis.pid());
            judge(inTurns(meter, few, many, capacity));
            recover(many, capacity);
        }
    }

    /** With all connections, so that requests are refused too; and on every processor, or its compilers take half of the one. */
    private void warmUp(ServerProcess server, List<PreparedRequest> requests) throws Exception {
        progress.accept("warm-up");
        try (LoadGenerator generator =
                LoadGenerator.connect(Protocol.HTTP, server.port(), load.connections(), requests)) {
            generator.runClosed(load.warmup());
        }
    }

    private double capacity(ServerProcess server, LoadGenerator few) throws Exception {
        progress.accept("capacity of " + load.shape());
        new Warmup(load.warmup()).run(few, Meter.of(Meter.SERVER, server.pid()), Meter.SERVER);
        return few.runClosed(load.measured()).servedPerSecond();
    }

    /**
     * The closed loop and each rate for a second, again and again: whatever else the machine does slows all of them.
     *
     * @return what was answered at the highest rate
     */
    private Answers inTurns(Meter meter, LoadGenerator few, LoadGenerator many, double capacity) throws Exception {
        SortedMap<Integer, Measurement> open = new TreeMap<>();
        Measurement closed = meter.measure(() -> few.runClosed(TURN));
        for (int turn = 1; turn <= load.measuredSeconds(); turn++) {
            progress.accept("turn " + turn + " of " + load.measuredSeconds());
            closed = closed.plus(meter.measure(() -> few.runClosed(TURN)));
            for (int times : TIMES) {
                open.merge(times, meter.measure(() -> many.runOpen(TURN, times * capacity)), Measurement::plus);
            }
        }
        add("closed, " + CAPACITY_CONNECTIONS + " connections", closed);
        open.forEach((times, answers) -> add(times + " x capacity", answers));
        return requireNonNull(open.get(MOST_TIMES)).answers();
    }

    private void add(String name, Measurement measured) {
        Answers answers = measured.answers();
        wrong += answers.count(Verdict.WRONG);
        bestPerSecond = Math.max(bestPerSecond, answers.servedPerSecond());
        rows.add(Finding.of(name, answers.servedPerSecond(), "right/s")
                .with("right_p50_us", answers.servedMicros(50))
                .with("right_p99_us", answers.servedMicros(99))
                .with("shed", (double) answers.count(Verdict.SHED))
                .with("late", (double) answers.count(Verdict.LATE))
                .with("missed", (double) answers.missed())
                .with("wrong", (double) answers.count(Verdict.WRONG))
                .with("server_busy_%", measured.busyPercent(Meter.SERVER))
                .with("redis_busy_%", measured.busyPercent(Meter.REDIS))
                .with("generator_busy_%", measured.busyPercent(Meter.GENERATOR)));
    }

    private void judge(Answers most) {
        double lost = 100 * (1 - most.servedPerSecond() / bestPerSecond);
        rows.add(Finding.of("goodput lost at " + MOST_TIMES + " x", lost, "%").within(MOST_LOST_PERCENT));
        rows.add(Finding.of("p99 of right answers at " + MOST_TIMES + " x", most.servedMicros(99) / 1_000, "ms")
                .within(MOST_P99_MILLIS));
    }

    private void recover(LoadGenerator generator, double capacity) throws Exception {
        progress.accept("recovery");
        Recovery recovery = Recovery.await(generator, AFTERWARDS * capacity);
        wrong += recovery.wrong();
        rows.add(Finding.of("recovery at half of capacity", recovery.millis(), "ms")
                .within(MOST_RECOVERY_MILLIS));
    }
}
