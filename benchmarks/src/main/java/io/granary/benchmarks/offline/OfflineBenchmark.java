package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Joins the same tables four ways, each in a process of its own, and compares costs and answers. */
final class OfflineBenchmark {

    private static final int SHORT_TTL = 7;
    private static final double MIB = 1024.0 * 1024;

    private final OfflineLoad load;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    private OfflineBenchmark(OfflineLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    static Findings run(OfflineLoad load, Consumer<String> progress) throws Exception {
        double averageBefore = Machine.loadAverage();
        OfflineBenchmark benchmark = new OfflineBenchmark(load, progress);
        for (int ttlDays : load.ttlDays()) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                benchmark.run(folder.path(), ttlDays);
            }
        }
        return new Findings(
                "offline", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void run(Path folder, int ttlDays) throws Exception {
        Purchases purchases = Purchases.write(folder.resolve("repository"), load, ttlDays);
        String tables = purchases.folder().toString();
        String days = Integer.toString(ttlDays);
        Path plain = folder.resolve("plain.parquet");
        Path numbered = folder.resolve("numbered");
        Path local = folder.resolve("local");
        Path spark = folder.resolve("spark");
        Path log = folder.resolve("log");
        ChildUsage plainUsed = measure(
                "plain DuckDB",
                ttlDays,
                () -> ChildProcess.run(JavaCommand.of(PlainAsOf.class, List.of(tables, plain.toString(), days)), log));
        ChildUsage localUsed = measure(
                "local",
                ttlDays,
                () -> ChildProcess.run(
                        JavaCommand.of(
                                LocalSet.class,
                                List.of(
                                        tables,
                                        local.toString(),
                                        folder.resolve("scratch").toString())),
                        log));
        ChildUsage numberedUsed = measure(
                "join and row_number on Spark",
                ttlDays,
                () -> ChildProcess.run(
                        JavaCommand.withJars(
                                load.sparkJars(),
                                load.memory(),
                                RowNumberJoin.class,
                                List.of(tables, numbered.toString(), days, OfflineLoad.MASTER)),
                        log));
        ChildUsage sparkUsed = measure("spark", ttlDays, () -> build(purchases, folder, spark));
        String name = ", ttl " + days + " d";
        findings.add(ratio("local / plain DuckDB" + name, localUsed, plainUsed).within(2));
        findings.add(ratio("spark / join and row_number" + name, sparkUsed, numberedUsed)
                .within(ttlDays > SHORT_TTL ? 0.75 : 0.9));
        findings.add(Finding.of(
                        "memory of spark / join and row_number" + name,
                        (double) sparkUsed.peakBytes() / numberedUsed.peakBytes(),
                        "x")
                .within(0.5));
        String set = local + "/rows-*.parquet";
        findings.add(EqualSets.compare("plain DuckDB's" + name, plain.toString(), set, load.rows()));
        findings.add(EqualSets.compare("spark's" + name, spark + "/rows-*.parquet", set, load.rows()));
        findings.add(EqualSets.compare("the numbered join's" + name, numbered + "/*.parquet", set, load.rows()));
    }

    private ChildUsage measure(String what, int ttlDays, Callable<?> call) throws Exception {
        ChildUsage used = ChildUsage.of(call);
        String name = what + ", ttl " + ttlDays + " d";
        progress.accept(name + ": " + used);
        findings.add(Finding.of(name, used.cpu().toMillis() / 1e3, "s of CPU")
                .with("wall_s", used.wall().toMillis() / 1e3)
                .with("peak_mib", used.peakBytes() / MIB));
        return used;
    }

    private static Finding ratio(String name, ChildUsage one, ChildUsage other) {
        return Finding.of(name, (double) one.cpu().toMillis() / other.cpu().toMillis(), "x of CPU");
    }

    private Object build(Purchases purchases, Path folder, Path output) {
        try (SparkProcess spark = new SparkProcess(new SparkProcessConfig(
                load.sparkJars(), folder.resolve("scratch"), load.engineMemory(), OfflineLoad.MASTER, Map.of()))) {
            return spark.buildTrainingSet(purchases.request(output), ProgressListener.NONE);
        }
    }
}
