package io.granary.benchmarks.offline;

import io.granary.benchmarks.process.TemporaryFolder;
import java.util.List;

/** The join of {@link OfflineBenchmark} by both engines over larger and larger tables: what it costs must not grow faster. */
final class Growth {

    private static final int TTL_DAYS = 7;

    private Growth() {}

    static void run(OfflineLoad load, Costs costs) throws Exception {
        List<Integer> sizes = load.growth();
        Used before = null;
        for (int index = 0; index < sizes.size(); index++) {
            Used used = join(load, costs, sizes.get(index));
            if (before != null) {
                double times = (double) sizes.get(index) / sizes.get(index - 1);
                costs.addRatio("local, " + used.name + " / " + before.name, used.local, before.local, times);
                costs.addRatio("spark, " + used.name + " / " + before.name, used.spark, before.spark, times);
            }
            before = used;
        }
    }

    private static Used join(OfflineLoad load, Costs costs, int features) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Purchases tables = Purchases.write(folder.path().resolve("repository"), load.rows(), features, TTL_DAYS);
            BothEngines engines = new BothEngines(load, costs, tables.folder());
            String name = "%,d feature rows".formatted(features);
            Used used = new Used(name, engines.local(name), engines.spark(name));
            costs.add(EqualSets.compare("spark's, " + name, engines.sparkRows(), engines.localRows(), load.rows()));
            return used;
        }
    }

    private record Used(String name, ChildUsage local, ChildUsage spark) {}
}
