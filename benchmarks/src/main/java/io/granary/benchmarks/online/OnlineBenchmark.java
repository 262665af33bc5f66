package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.report.Findings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures what an online answer costs: a bare hello first, then Redis alone, then features from it with hello beside them.
 * Each server is a JVM of its own, Redis is a real one, everything is on the loopback address.
 */
final class OnlineBenchmark {

    private static final int QUESTIONS = 100;

    private final OnlineLoad load;
    private final Consumer<String> progress;
    private final Yardstick yardstick;
    private final OnlineFindings findings = new OnlineFindings();

    private OnlineBenchmark(OnlineLoad load, Yardstick yardstick, Consumer<String> progress) {
        this.load = load;
        this.yardstick = yardstick;
        this.progress = progress;
    }

    /** @param progress is told of each step */
    static Findings run(OnlineLoad load, Consumer<String> progress) throws Exception {
        double averageBefore = Machine.loadAverage();
        try (Yardstick yardstick = Yardstick.start(load.protocols())) {
            OnlineBenchmark benchmark = new OnlineBenchmark(load, yardstick, progress);
            benchmark.run();
            return new Findings(
                    "online",
                    Machine.commit(),
                    Machine.describe(load.numbers(), averageBefore),
                    benchmark.findings.rows());
        }
    }

    private void run() throws Exception {
        for (Target hello : yardstick.targets()) {
            measure(hello);
        }
        try (LoadedRedis redis = LoadedRedis.start()) {
            for (Shape shape : load.rowShapes()) {
                measureRedis(redis, shape);
            }
            measureFeatures(redis);
        }
        if (load.hasWindows()) {
            measureWindows();
        }
        yardstick.check();
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
        try (ServerProcess server = FeatureServer.start(redis, load.answerSample())) {
            Meter meter = Meter.of(Meter.SERVER, server.pid()).and(Meter.REDIS, redis.pid());
            for (Protocol protocol : load.protocols()) {
                int port = server.ports().get(protocol == Protocol.GRPC ? 1 : 0);
                FeatureClient client = protocol == Protocol.GRPC ? new ProtobufClient(port) : new JsonClient(port);
                for (Shape shape : load.rowShapes()) {
                    List<FeatureQuestion> questions = FeatureQuestion.some(QUESTIONS, shape);
                    measure(new Target(protocol, shape, port, Meter.SERVER, meter, client.check(questions)));
                    client.check(questions);
                }
            }
        }
    }

    /** Over HTTP alone: what differs is not how the answer is written. */
    private void measureWindows() throws Exception {
        long nowMicros = TimeUnit.MILLISECONDS.toMicros(Clock.systemUTC().millis());
        try (LoadedRedis redis = LoadedRedis.startWindows(nowMicros);
                ServerProcess server = FeatureServer.startWindows(redis)) {
            Meter meter = Meter.of(Meter.SERVER, server.pid()).and(Meter.REDIS, redis.pid());
            WindowClient client = new WindowClient(server.port(), nowMicros);
            List<PreparedRequest> requests = client.check(QUESTIONS);
            measure(new Target(Protocol.HTTP, Shape.WINDOWS, server.port(), Meter.SERVER, meter, requests));
            client.check(QUESTIONS);
        }
    }

    private void measure(Target target) throws Exception {
        progress.accept(target.name());
        findings.add(target, Series.run(load, target, yardstick));
    }
}
