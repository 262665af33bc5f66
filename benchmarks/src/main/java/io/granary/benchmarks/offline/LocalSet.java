package io.granary.benchmarks.offline;

import io.granary.offline.local.LocalEngine;
import io.granary.offline.local.LocalEngineConfig;
import java.nio.file.Path;
import java.time.InstantSource;

/** A training set by the local engine, in a process of its own. Arguments: folder of the repository, output, scratch. */
final class LocalSet {

    private LocalSet() {}

    public static void main(String[] arguments) {
        LocalEngineConfig config = LocalEngineConfig.of(Path.of(arguments[2]));
        AllFeatures.build(
                new LocalEngine(config, InstantSource.system()), Path.of(arguments[0]), Path.of(arguments[1]));
    }
}
