package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.report.Findings;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures what an online answer costs: a bare hello first, then Redis alone, then features from it. Each server is a JVM
 * of its own, Redis is a real one, everything is on the loopback address.
 */
final class OnlineBenchmark {

    private static final int QUESTIONS = 100;

    private final OnlineLoad load;
    private final Consumer<String> progress;
    private final OnlineFindings findings = new OnlineFindings();

    private OnlineBenchmark(OnlineLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    /** @param progress is told of each step */
    static Findings run(OnlineLoad load, Consumer<String> progress) throws Exception {
        OnlineBenchmark benchmark = new OnlineBenchmark(load, progress);
        double averageBefore = Machine.loadAverage();
        benchmark.measureHello();
        try (LoadedRedis redis = LoadedRedis.start()) {
            for (Shape shape : load.shapes()) {
                benchmark.measureRedis(redis, shape);
            }
            benchmark.measureFeatures(redis);
        }
        return new Findings(
                "online", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings.rows());
    }

    private void measureHello() throws Exception {
        try (ServerProcess server = ServerProcess.start(HelloServer.class)) {
            Inquiry inquiry = new Inquiry(server.port());
            measure(new Target(
                    Protocol.HTTP,
                    null,
                    server.port(),
                    Meter.SERVER,
                    Meter.of(Meter.SERVER, server.pid()),
                    inquiry.checkHello()));
            inquiry.checkHello();
        }
    }

    private void measureRedis(LoadedRedis redis, Shape shape) throws Exception {
        measure(new Target(
                Protocol.REDIS,
                shape,
                redis.port(),
                Meter.REDIS,
                Meter.of(Meter.REDIS, redis.pid()),
                redis.ask(shape, FeatureQuestion.some(QUESTIONS, shape))));
    }

    private void measureFeatures(LoadedRedis redis) throws Exception {
        try (ServerProcess server = ServerProcess.start(FeatureServer.class, redis.uri())) {
            Meter meter = Meter.of(Meter.SERVER, server.pid()).and(Meter.REDIS, redis.pid());
            Inquiry inquiry = new Inquiry(server.port());
            for (Shape shape : load.shapes()) {
                List<FeatureQuestion> questions = FeatureQuestion.some(QUESTIONS, shape);
                measure(new Target(Protocol.HTTP, shape, server.port(), Meter.SERVER, meter, inquiry.check(questions)));
                inquiry.check(questions);
            }
        }
    }

    private void measure(Target target) throws Exception {
        progress.accept(target.name());
        findings.add(target, Series.run(load, target));
    }
}
