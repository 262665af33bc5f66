package io.granary.benchmarks.offline;

import io.granary.benchmarks.offline.Payments.Cards;
import io.granary.benchmarks.process.JavaCommand;
import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Builds training sets of windowed features with Spark, and the same by a range join where that still ends. */
final class WindowsOfflineBenchmark {

    private final WindowsOfflineLoad load;
    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    private WindowsOfflineBenchmark(WindowsOfflineLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
    }

    static Findings run(WindowsOfflineLoad load, Consumer<String> progress) throws Exception {
        double averageBefore = Machine.loadAverage();
        WindowsOfflineBenchmark benchmark = new WindowsOfflineBenchmark(load, progress);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            benchmark.run(folder.path());
        }
        return new Findings(
                "windows-offline",
                Machine.commit(),
                Machine.describe(load.numbers(), averageBefore),
                benchmark.findings);
    }

    private void run(Path folder) throws Exception {
        WindowsOfflineLoad smaller = load.smaller();
        Payments few = Payments.write(folder.resolve("few"), smaller, Cards.MANY);
        Path joined = folder.resolve("joined");
        add("range join", smaller, ChildUsage.of(() -> join(few, joined)));
        Path small = folder.resolve("small-set");
        add("training set", smaller, ChildUsage.of(() -> build(few, small)));
        findings.add(new SameAnswers(joined, small).finding());
        Payments all = Payments.write(folder.resolve("all"), load, Cards.MANY);
        add("training set", load, ChildUsage.of(() -> build(all, folder.resolve("set"))));
        Payments hot = Payments.write(folder.resolve("hot"), load, Cards.ONE_HALF);
        add(
                "training set with half of all on one card",
                load,
                ChildUsage.of(() -> build(hot, folder.resolve("hot-set"))));
    }

    private void add(String what, WindowsOfflineLoad size, ChildUsage used) {
        String name = "%s, %,d rows, %,d events".formatted(what, size.rows(), size.events());
        progress.accept(name + ": " + used);
        double cpuSeconds = used.cpu().toMillis() / 1e3;
        findings.add(Finding.of(name, cpuSeconds, "s of CPU")
                .with("wall_s", used.wall().toMillis() / 1e3)
                .with("cpu_us_per_row", cpuSeconds * 1e6 / size.rows())
                .with("peak_mib", used.peakBytes() / (1024.0 * 1024)));
    }

    private Object build(Payments payments, Path output) {
        Path scratch = payments.folder().resolve("scratch");
        SparkProcessConfig config =
                new SparkProcessConfig(load.sparkJars(), scratch, load.memory(), "local[*]", Map.of());
        return AllFeatures.build(new SparkProcess(config), payments.folder(), output);
    }

    private Object join(Payments payments, Path output) throws Exception {
        List<String> command = JavaCommand.withJars(
                load.sparkJars(),
                load.memory(),
                RangeJoin.class,
                List.of(payments.events().toString(), payments.entities().toString(), output.toString()));
        return ChildProcess.run(command, payments.folder().resolve("range-join.log"));
    }
}
