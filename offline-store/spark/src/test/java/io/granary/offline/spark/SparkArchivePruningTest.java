package io.granary.offline.spark;

import io.granary.offline.engine.OfflineArchivePruningContract;
import io.granary.offline.engine.OfflineEngine;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkArchivePruningTest extends OfflineArchivePruningContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
