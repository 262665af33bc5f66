package io.granary.benchmarks.parity;

import io.granary.benchmarks.report.BenchmarkRun;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run kills}: what is lost, counted twice or wrong when processes are killed. */
@Command(
        name = "kills",
        description = "Worker, broker and Redis are killed under load; what is served is compared afterwards.",
        sortOptions = false)
public final class KillCommand implements Callable<Integer> {

    @Mixin
    private FlightOptions flights = new FlightOptions();

    @Option(names = "--kills", description = "Of the worker (default: ${DEFAULT-VALUE}).")
    private int kills = 50;

    @Option(names = "--broker-kills", description = "Of the broker (default: ${DEFAULT-VALUE}).")
    private int brokerKills = 3;

    @Option(names = "--routes", description = "That are compared in every value (default: ${DEFAULT-VALUE}).")
    private int routes = 500;

    @Option(names = "--pause", description = "Most seconds between two kills (default: ${DEFAULT-VALUE}).")
    private int pause = 20;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, KillBenchmark::run);
    }

    private KillLoad load() {
        return new KillLoad(
                flights.file(), flights.count(), kills, brokerKills, routes, Duration.ofSeconds(pause), flights.seed());
    }
}
