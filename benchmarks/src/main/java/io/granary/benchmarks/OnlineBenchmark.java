package io.granary.benchmarks;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.embedded.EmbeddedRedis;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures what an online answer costs: a bare hello first, then features of 1, 10 and 100 entities by {@value
 * OnlineProject#FEATURES}. Each server is a JVM of its own, Redis is a real one, everything is on the loopback address.
 */
final class OnlineBenchmark {

    private static final String HELLO = "hello";
    private static final List<Integer> ENTITIES = List.of(1, 10, 100);
    private static final int QUESTIONS = 100;

    private final Load load;
    private final Consumer<String> progress;
    private final List<Measurement> measured = new ArrayList<>();

    private OnlineBenchmark(Load load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    /** @param progress is told of each step */
    static Report run(Load load, Consumer<String> progress) throws Exception {
        return new OnlineBenchmark(load, progress).run();
    }

    private Report run() throws Exception {
        double averageBefore = Machine.loadAverage();
        measureHello();
        try (TemporaryFolder folder = TemporaryFolder.create();
                EmbeddedRedis redis =
                        EmbeddedRedis.in(folder.path()).withoutSnapshots().start()) {
            preload(redis.uri());
            measureFeatures(redis);
        }
        return Report.of("online", System.getProperty("granary.commit", "unknown"), load, averageBefore, measured);
    }

    private void measureHello() throws Exception {
        try (ServerProcess server = ServerProcess.start(HelloServer.class)) {
            Inquiry inquiry = new Inquiry(server.port());
            run(new Case(HELLO, server, null, inquiry.checkHello()));
            inquiry.checkHello();
        }
    }

    private static void preload(String redisUri) {
        try (OnlineStore store = RedisOnlineStore.open(RedisConfig.of(redisUri))) {
            new OnlineRows(new OnlineProject().current()).writeTo(store);
        }
    }

    private void measureFeatures(EmbeddedRedis redis) throws Exception {
        try (ServerProcess server = ServerProcess.start(FeatureServer.class, redis.uri())) {
            Inquiry inquiry = new Inquiry(server.port());
            for (int entities : ENTITIES) {
                List<FeatureQuestion> questions = FeatureQuestion.some(QUESTIONS, entities);
                String name = entities + "x" + OnlineProject.FEATURES;
                run(new Case(name, server, redis.pid(), inquiry.check(questions)));
                inquiry.check(questions);
            }
        }
    }

    private void run(Case next) throws Exception {
        progress.accept(next.name() + ": at least " + load.warmupSeconds() + " s to warm up, then "
                + load.measuredSeconds() + " s measured");
        measured.add(next.run(load));
    }
}
