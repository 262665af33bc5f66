package io.granary.benchmarks.ready;

import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.online.FeatureQuestion;
import io.granary.benchmarks.online.FeatureServer;
import io.granary.benchmarks.online.FeatureServer.Start;
import io.granary.benchmarks.online.LoadedRedis;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts one process after the other and asks each as soon as it says that it is ready, on one connection, one request after
 * the other. The asker is warm: it has asked another process before.
 */
final class ReadyBenchmark {

    private static final int QUESTIONS = 100;
    private static final int WARMUP = 10_000;

    private final ReadyLoad load;
    private final Consumer<String> progress;
    private final Map<AnswerKind, List<PreparedRequest>> requests = new EnumMap<>(AnswerKind.class);
    private final List<Finding> findings = new ArrayList<>();

    private ReadyBenchmark(ReadyLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    static Findings run(ReadyLoad load, Consumer<String> progress) throws Exception {
        ReadyBenchmark benchmark = new ReadyBenchmark(load, progress);
        double averageBefore = Machine.loadAverage();
        try (LoadedRedis redis = LoadedRedis.start()) {
            benchmark.prepare(redis);
            for (AnswerKind kind : load.kinds()) {
                for (Start start : Start.values()) {
                    benchmark.measure(redis, kind, start);
                }
            }
        }
        return new Findings(
                "ready", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void prepare(LoadedRedis redis) throws Exception {
        progress.accept("warm-up of the asker");
        List<FeatureQuestion> questions = FeatureQuestion.some(QUESTIONS, load.shape());
        try (ServerProcess server = FeatureServer.start(redis)) {
            for (AnswerKind kind : load.kinds()) {
                requests.put(kind, kind.prepare(questions, server.ports()));
                ask(server, kind, new FirstAnswers(), WARMUP);
            }
        }
    }

    private void measure(LoadedRedis redis, AnswerKind kind, Start start) throws Exception {
        String name = kind.name().toLowerCase(Locale.ROOT) + ", " + start.name().toLowerCase(Locale.ROOT);
        progress.accept(name);
        FirstAnswers answers = new FirstAnswers();
        double readyMillis = 0;
        for (int round = 0; round < load.rounds(); round++) {
            long begin = System.nanoTime();
            try (ServerProcess server = FeatureServer.start(redis, start)) {
                readyMillis += (System.nanoTime() - begin) / 1e6 / load.rounds();
                ask(server, kind, answers, load.between());
            }
        }
        findings.add(finding(name, answers).with("ready_ms", readyMillis));
    }

    private void ask(ServerProcess server, AnswerKind kind, FirstAnswers answers, int between) throws Exception {
        try (Exchange exchange = Exchange.connect(kind.protocol(), kind.port(server.ports()))) {
            answers.ask(exchange, requests.getOrDefault(kind, List.of()), between);
        }
    }

    private static Finding finding(String name, FirstAnswers answers) {
        return Finding.of(name + ": first 100, p99", answers.first(99), "us")
                .with("p50_us", answers.first(50))
                .with("very_first_us", answers.veryFirst())
                .with("later_p99_us", answers.later(99))
                .with("later_p50_us", answers.later(50));
    }
}
