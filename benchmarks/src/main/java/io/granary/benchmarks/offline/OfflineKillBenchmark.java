package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Kills training sets in the making at random moments. What is at the output's place is nothing or the whole set, a rerun makes the
 * same set, and nothing lies beside it then. Then kills materializations ({@link KilledMaterializations}) and erasures
 * ({@link KilledErasures}).
 */
final class OfflineKillBenchmark {

    private final OfflineKillLoad load;
    private final Consumer<String> progress;
    private final Random random;
    private final List<Finding> findings = new ArrayList<>();

    private OfflineKillBenchmark(OfflineKillLoad load, Consumer<String> progress) {
        this.load = load;
        this.progress = progress;
        this.random = new Random(load.seed());
    }

    static Findings run(OfflineKillLoad load, Consumer<String> progress) throws Exception {
        double averageBefore = Machine.loadAverage();
        OfflineKillBenchmark benchmark = new OfflineKillBenchmark(load, progress);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Path tables = Purchases.write(folder.path().resolve("repository"), load.rows(), load.features(), 7)
                    .folder();
            benchmark.kill("local", LocalSet.class, tables, folder.path(), List.of());
            benchmark.kill(
                    "spark",
                    SparkSet.class,
                    tables,
                    folder.path(),
                    List.of(load.sparkJars().toString(), load.memory()));
            benchmark.findings.addAll(KilledMaterializations.run(load, progress, benchmark.random, folder.path()));
            benchmark.findings.addAll(KilledErasures.run(load.kills(), progress, benchmark.random, folder.path()));
        }
        return new Findings(
                "offline-kills", Machine.commit(), Machine.describe(load.numbers(), averageBefore), benchmark.findings);
    }

    private void kill(String engine, Class<?> main, Path tables, Path folder, List<String> arguments)
            throws IOException, InterruptedException, SQLException {
        Path scratch = Files.createDirectories(folder.resolve(engine).resolve("scratch"));
        KilledSet reference = new KilledSet(main, tables, folder.resolve(engine + "-reference"), scratch, arguments);
        Files.createDirectory(reference.folder());
        Duration whole = reference.run();
        progress.accept(engine + ": " + whole.toMillis() + " ms without a kill");
        int halves = 0;
        double wrong = 0;
        int leftovers = 0;
        for (int kill = 0; kill < load.kills(); kill++) {
            KilledSet set = new KilledSet(main, tables, folder.resolve(engine + kill), scratch, arguments);
            Files.createDirectory(set.folder());
            Duration delay = Duration.ofMillis((long) (random.nextDouble() * whole.toMillis()));
            set.killAfter(delay);
            boolean isThere = Files.exists(set.set());
            progress.accept(engine + ": killed after " + delay.toMillis() + " ms, "
                    + (isThere ? "the set is there" : set.leftovers().size() + " leftovers"));
            if (isThere) {
                halves += isWhole(set.set()) ? 0 : 1;
            } else {
                set.run();
            }
            wrong += EqualSets.compare(engine, rows(set), rows(reference), load.rows())
                    .value();
            leftovers += set.leftovers().size();
        }
        findings.add(Finding.of("sets half there after a kill, " + engine, halves, "sets")
                .within(0)
                .with("kills", load.kills()));
        findings.add(Finding.of("rows that differ after a rerun, " + engine, wrong, "rows")
                .within(0));
        findings.add(Finding.of("left behind after a rerun, " + engine, leftovers, "files")
                .within(0));
    }

    /** Whether a set has a manifest and every file that it names, as long as it says. */
    private static boolean isWhole(Path set) throws IOException {
        if (!Files.exists(set.resolve("manifest.json"))) {
            return false;
        }
        TrainingSetManifest manifest = TrainingSetManifestJson.read(set);
        return manifest.files().stream().allMatch(file -> {
            Path path = set.resolve(file.path());
            return Files.exists(path) && path.toFile().length() == file.bytes();
        });
    }

    private static String rows(KilledSet set) {
        return set.set() + "/rows-*.parquet";
    }
}
