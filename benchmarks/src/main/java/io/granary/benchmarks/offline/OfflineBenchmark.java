package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Joins the same tables four ways, each in a process of its own, and compares costs and answers; then both engines over tables
 * that grow, and over windows of real flights.
 */
final class OfflineBenchmark {

    private static final int SHORT_TTL = 7;

    private final OfflineLoad load;
    private final Costs costs;

    private OfflineBenchmark(OfflineLoad load, Costs costs) {
        this.load = load;
        this.costs = costs;
    }

    static Findings run(OfflineLoad load, Consumer<String> progress) throws Exception {
        double averageBefore = Machine.loadAverage();
        Costs costs = new Costs(progress);
        OfflineBenchmark benchmark = new OfflineBenchmark(load, costs);
        for (int ttlDays : load.ttlDays()) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                benchmark.join(folder.path(), ttlDays);
            }
        }
        Growth.run(load, costs);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            benchmark.windows(folder.path());
        }
        return new Findings(
                "offline", Machine.commit(), Machine.describe(load.numbers(), averageBefore), costs.findings());
    }

    private void join(Path folder, int ttlDays) throws Exception {
        Path tables = Purchases.write(folder.resolve("repository"), load.rows(), load.features(), ttlDays)
                .folder();
        String name = "ttl " + ttlDays + " d";
        Path plain = folder.resolve("plain.parquet");
        Path numbered = folder.resolve("numbered");
        Path log = folder.resolve("log");
        BothEngines engines = new BothEngines(load, costs, tables);
        ChildUsage plainUsed =
                costs.measure("plain DuckDB, " + name, () -> ChildProcess.run(plainAsOf(tables, plain, ttlDays), log));
        ChildUsage localUsed = engines.local(name);
        ChildUsage numberedUsed = costs.measure(
                "join and row_number on Spark, " + name,
                () -> ChildProcess.run(rowNumberJoin(tables, numbered, ttlDays), log));
        ChildUsage sparkUsed = engines.spark(name);
        costs.addRatio("local / plain DuckDB, " + name, localUsed, plainUsed, 2);
        costs.addRatio(
                "spark / join and row_number, " + name, sparkUsed, numberedUsed, ttlDays > SHORT_TTL ? 0.75 : 0.9);
        costs.add(Finding.of(
                        "memory of spark / join and row_number, " + name,
                        (double) sparkUsed.peakBytes() / numberedUsed.peakBytes(),
                        "x")
                .within(0.5));
        String set = engines.localRows();
        costs.add(EqualSets.compare("plain DuckDB's, " + name, plain.toString(), set, load.rows()));
        costs.add(EqualSets.compare("spark's, " + name, engines.sparkRows(), set, load.rows()));
        costs.add(EqualSets.compare("the numbered join's, " + name, numbered + "/*.parquet", set, load.rows()));
    }

    private void windows(Path folder) throws Exception {
        FlightWindows flights = FlightWindows.write(folder.resolve("repository"), load.flights());
        String name = "windows of %,d flights".formatted(flights.rows());
        BothEngines engines = new BothEngines(load, costs, flights.folder());
        engines.local(name);
        engines.spark(name);
        costs.add(EqualSets.compare("spark's, " + name, engines.sparkRows(), engines.localRows(), flights.rows()));
    }

    private static List<String> plainAsOf(Path tables, Path output, int ttlDays) {
        return JavaCommand.of(PlainAsOf.class, List.of(tables.toString(), output.toString(), "" + ttlDays));
    }

    private List<String> rowNumberJoin(Path tables, Path output, int ttlDays) {
        return JavaCommand.withJars(
                load.sparkJars(),
                load.memory(),
                RowNumberJoin.class,
                List.of(tables.toString(), output.toString(), "" + ttlDays, OfflineLoad.MASTER));
    }
}
