package io.granary.benchmarks.overload;

import io.granary.benchmarks.load.Answers;
import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.load.Verdict;
import io.granary.benchmarks.load.Warmup;
import io.granary.benchmarks.online.FeatureQuestion;
import io.granary.benchmarks.online.FeatureServer;
import io.granary.benchmarks.online.JsonClient;
import io.granary.benchmarks.online.LoadedRedis;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Stops Redis in the middle of a steady load: answers end at their deadlines, and are right again soon after it goes on. */
final class FreezeBenchmark {

    private static final int QUESTIONS = 100;
    private static final double DEADLINE_MILLIS = 1_000;
    private static final double SLACK_MILLIS = 500;
    private static final double MOST_RECOVERY_MILLIS = 2_000;

    private final FreezeLoad load;
    private final Consumer<String> progress;
    private final List<Finding> rows = new ArrayList<>();
    private long wrong;

    private FreezeBenchmark(FreezeLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    /** @param progress is told of each step */
    static Findings run(FreezeLoad load, Consumer<String> progress) throws Exception {
        FreezeBenchmark benchmark = new FreezeBenchmark(load, progress);
        double averageBefore = Machine.loadAverage();
        try (LoadedRedis redis = LoadedRedis.start();
                ServerProcess server = FeatureServer.start(redis)) {
            benchmark.measure(redis, server);
        }
        return new Findings(
                "freeze",
                Machine.commit(),
                Machine.describe(load.numbers(), averageBefore),
                List.copyOf(benchmark.rows));
    }

    private void measure(LoadedRedis redis, ServerProcess server) throws Exception {
        JsonClient client = new JsonClient(server.port());
        List<PreparedRequest> requests = client.check(FeatureQuestion.some(QUESTIONS, load.shape()));
        try (LoadGenerator generator =
                LoadGenerator.connect(Protocol.HTTP, server.port(), load.connections(), requests)) {
            progress.accept("warm-up");
            new Warmup(load.warmup()).run(generator, Meter.of(Meter.SERVER, server.pid()), Meter.SERVER);
            add("before", generator.runOpen(load.warmup(), load.perSecond()));
            Answers frozen = freeze(redis, generator);
            judge(frozen, Recovery.await(generator, load.perSecond()));
            add("after", generator.runOpen(load.warmup(), load.perSecond()));
        }
        client.check(FeatureQuestion.some(QUESTIONS, load.shape()));
        rows.add(Finding.of("wrong answers", (double) wrong, "answers").within(0));
    }

    /** Redis goes on whatever happens. */
    private Answers freeze(LoadedRedis redis, LoadGenerator generator) throws Exception {
        progress.accept("Redis is stopped for " + load.frozen().toSeconds() + " s");
        signal("STOP", redis.pid());
        try {
            return generator.runOpen(load.frozen(), load.perSecond());
        } finally {
            signal("CONT", redis.pid());
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    private void judge(Answers frozen, Recovery recovery) {
        add("frozen", frozen);
        wrong += recovery.wrong();
        rows.add(Finding.of("longest answer while frozen", frozen.maxMicros() / 1_000, "ms")
                .within(DEADLINE_MILLIS + SLACK_MILLIS));
        rows.add(Finding.of("requests without an answer", (double) frozen.missed(), "requests")
                .within(0));
        rows.add(Finding.of("recovery", recovery.millis(), "ms").within(MOST_RECOVERY_MILLIS));
    }

    private void add(String name, Answers answers) {
        wrong += answers.count(Verdict.WRONG);
        rows.add(Finding.of(name, answers.percentileMicros(50) / 1_000, "ms p50")
                .with("p99_ms", answers.percentileMicros(99) / 1_000)
                .with("max_ms", answers.maxMicros() / 1_000)
                .with("right", (double) answers.count(Verdict.RIGHT))
                .with("degraded", (double) answers.count(Verdict.LATE))
                .with("shed", (double) answers.count(Verdict.SHED))
                .with("wrong", (double) answers.count(Verdict.WRONG)));
    }
}
