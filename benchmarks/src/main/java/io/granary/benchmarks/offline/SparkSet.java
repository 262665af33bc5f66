package io.granary.benchmarks.offline;

import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * A training set by the Spark engine, in a process that has one for it. Arguments: folder of the repository, output, scratch,
 * folder of Spark's jars, its heap.
 */
final class SparkSet {

    private SparkSet() {}

    public static void main(String[] arguments) {
        SparkProcessConfig config = new SparkProcessConfig(
                Path.of(arguments[3]), Path.of(arguments[2]), arguments[4], OfflineLoad.MASTER, Map.of());
        AllFeatures.build(new SparkProcess(config), Path.of(arguments[0]), Path.of(arguments[1]));
    }
}
