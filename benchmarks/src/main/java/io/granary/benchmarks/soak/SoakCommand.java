package io.granary.benchmarks.soak;

import io.granary.benchmarks.report.BenchmarkRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run soak}: whether latency and memory stay as they are under a steady load. */
@Command(name = "soak", description = "Latency, memory and traffic under a steady load.", sortOptions = false)
public final class SoakCommand implements Callable<Integer> {

    private static final int WARMUP_SECONDS = 30;
    private static final double SECONDS_PER_MINUTE = 60;

    @Option(names = "--minutes", description = "How long (default: ${DEFAULT-VALUE}).")
    private double minutes = 20;

    @Option(names = "--share", description = "Percent of the capacity to ask for (default: ${DEFAULT-VALUE}).")
    private int share = 30;

    @Option(names = "--warmup", description = "Least warm-up, seconds (default: ${DEFAULT-VALUE}).")
    private int warmup = WARMUP_SECONDS;

    @Option(names = "--picture", description = "A page of HTML to write, which shows it over time.")
    private @Nullable Path picture;

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, (load, progress) -> SoakBenchmark.run(load, picture, progress));
    }

    private SoakLoad load() {
        Duration duration = Duration.ofMillis(Math.round(minutes * SECONDS_PER_MINUTE * 1_000));
        return new SoakLoad(duration, share, Duration.ofSeconds(warmup));
    }
}
