package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.online.OnlineLoad.Loop;
import io.granary.benchmarks.report.BenchmarkRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run online}: what an online answer costs, beside a bare hello. */
@Command(
        name = "online",
        description = "A bare hello, Redis alone, then features from it over HTTP and gRPC.",
        sortOptions = false)
public final class OnlineCommand implements Callable<Integer> {

    @Option(names = "--cases", split = ",", description = "Entities x features (default: ${DEFAULT-VALUE}).")
    private List<String> cases = Shape.ALL.stream().map(Shape::toString).toList();

    @Option(names = "--protocols", split = ",", description = "Of http and grpc (default: both).")
    private List<Protocol> protocols = List.of(Protocol.HTTP, Protocol.GRPC);

    @Option(names = "--connections", split = ",", description = "Of closed loops (default: ${DEFAULT-VALUE}).")
    private List<Integer> connections = List.of(1, 16, 64);

    @Option(names = "--loop", split = ",", description = "Of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<Loop> loops = List.of(Loop.values());

    @Option(names = "--seconds", description = "Measured part of each case (default: ${DEFAULT-VALUE}).")
    private int seconds = 3;

    @Option(names = "--warmup", description = "Least warm-up of each kind of request (default: ${DEFAULT-VALUE}).")
    private int warmup = 8;

    @Option(
            names = "--answer-sample",
            description =
                    "The share of answers that the server keeps in files; 0: it keeps none (default: ${DEFAULT-VALUE}).")
    private double answerSample;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, OnlineBenchmark::run);
    }

    private OnlineLoad load() {
        List<Shape> shapes = cases.stream().map(Shape::parse).toList();
        return new OnlineLoad(shapes, protocols, connections, loops, warmup, seconds, answerSample);
    }
}
