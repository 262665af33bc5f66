package io.granary.benchmarks.soak;

import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.load.Warmup;
import io.granary.benchmarks.online.FeatureQuestion;
import io.granary.benchmarks.online.FeatureServer;
import io.granary.benchmarks.online.JsonClient;
import io.granary.benchmarks.online.LoadedRedis;
import io.granary.benchmarks.online.Shape;
import io.granary.benchmarks.online.Yardstick;
import io.granary.benchmarks.process.JvmVitals;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.benchmarks.report.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Loads a server steadily with requests of several shapes, and tells what drifted. */
final class SoakBenchmark {

    /** Twenty requests: most are small, and the middle one is of the second shape. */
    private static final List<Shape> MIX = mix();

    /** How often the mix comes with other entities before it repeats, so that nearly all entities are asked for. */
    private static final int ROUNDS = 25;

    private static final Duration CAPACITY = Duration.ofSeconds(3);

    private final SoakLoad load;
    private final @Nullable Path picture;
    private final Consumer<String> progress;

    private SoakBenchmark(SoakLoad load, @Nullable Path picture, Consumer<String> progress) {
        this.load = load;
        this.picture = picture;
        this.progress = progress;
    }

    /** @param picture where to write a page that shows it over time; null: nowhere */
    static Findings run(SoakLoad load, @Nullable Path picture, Consumer<String> progress) throws Exception {
        try (LoadedRedis redis = LoadedRedis.start();
                ServerProcess server = FeatureServer.start(redis);
                Yardstick yardstick = Yardstick.start(List.of(Protocol.HTTP))) {
            return new SoakBenchmark(load, picture, progress).run(redis, server, yardstick);
        }
    }

    private static List<Shape> mix() {
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            shapes.addAll(List.of(new Shape(1, 10), new Shape(1, 50), new Shape(1, 50), new Shape(1, 10)));
            shapes.add(i < 3 ? new Shape(10, 50) : new Shape(100, 50));
        }
        return List.copyOf(shapes);
    }

    private Findings run(LoadedRedis redis, ServerProcess server, Yardstick yardstick) throws Exception {
        double averageBefore = Machine.loadAverage();
        Meter meter = Meter.of(Meter.SERVER, server.pid());
        try (LoadGenerator generator = LoadGenerator.connect(
                        Protocol.HTTP, server.port(), SoakLoad.CONNECTIONS, requests(server.port()));
                LoadGenerator hello = yardstick.connect(Protocol.HTTP, SoakLoad.CONNECTIONS);
                JvmVitals vitals = JvmVitals.attach(server.pid());
                RedisTraffic traffic = new RedisTraffic(redis.port())) {
            progress.accept("warm-up");
            new Warmup(load.warmup()).run(generator, meter, Meter.SERVER);
            hello.runClosed(load.warmup());
            double perSecond = generator.runClosed(CAPACITY).perSecond() * load.sharePercent() / 100;
            Soak soak = new Soak(load, generator, hello, meter, vitals, traffic);
            soak.run(perSecond, progress);
            draw(soak.slices());
            return new Findings(
                    "soak",
                    Machine.commit(),
                    Machine.describe(load.numbers(perSecond), averageBefore),
                    soak.findings());
        }
    }

    private static List<PreparedRequest> requests(int port) throws Exception {
        Map<Shape, Iterator<FeatureQuestion>> ofShape = new HashMap<>();
        List<FeatureQuestion> questions = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Shape shape : MIX) {
                questions.add(
                        ofShape.computeIfAbsent(shape, SoakBenchmark::different).next());
            }
        }
        return new JsonClient(port).check(questions);
    }

    private static Iterator<FeatureQuestion> different(Shape shape) {
        return FeatureQuestion.some(ROUNDS * MIX.size(), shape).iterator();
    }

    private void draw(List<Slice> slices) throws Exception {
        if (picture != null) {
            String title = "Soak, " + load.duration().toMinutes() + " minutes, commit " + Machine.commit();
            Files.writeString(picture, new SoakPicture(title, slices).html());
        }
    }
}
