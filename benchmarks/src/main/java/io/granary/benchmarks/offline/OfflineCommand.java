package io.granary.benchmarks.offline;

import io.granary.benchmarks.flights.ExampleFlights;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.report.BenchmarkRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code benchmarks/run offline}: what a point-in-time join costs with each engine, beside plain SQL. */
@Command(
        name = "offline",
        description =
                "Point-in-time joins of four views: both engines, beside plain DuckDB and a join with row_number; then windows of flights.",
        sortOptions = false)
public final class OfflineCommand implements Callable<Integer> {

    @Option(names = "--rows", description = "Of the training set (default: ${DEFAULT-VALUE}).")
    private int rows = 1_000_000;

    @Option(names = "--features", description = "Rows of the largest table (default: ${DEFAULT-VALUE}).")
    private int features = 10_000_000;

    @Option(names = "--ttl-days", split = ",", description = "Of every view (default: 7,30).")
    private List<Integer> ttlDays = List.of(7, 30);

    @Option(
            names = "--growth",
            split = ",",
            description =
                    "Rows of the largest table, one after the other, in both engines (default: 1000000,10000000,50000000).")
    private List<Integer> growth = List.of(1_000_000, 10_000_000, 50_000_000);

    @Option(names = "--file", description = "Parquet of flights for the windows (default: the example's).")
    private @Nullable Path flights;

    @Option(names = "--memory", description = "Heap of Spark's SQL (default: ${DEFAULT-VALUE}).")
    private String memory = "4g";

    @Option(names = "--engine-memory", description = "Heap of the Spark engine (default: ${DEFAULT-VALUE}).")
    private String engineMemory = "1g";

    @Mixin
    private BenchmarkRun run = new BenchmarkRun();

    @Override
    public Integer call() throws Exception {
        return run.of(this::load, OfflineBenchmark::run);
    }

    private OfflineLoad load() {
        return new OfflineLoad(
                rows,
                features,
                ttlDays,
                growth,
                ExampleFlights.unless(flights),
                memory,
                engineMemory,
                Machine.sparkJars());
    }
}
