package io.granary.offline.spark;

import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OfflinePruningContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkPruningTest extends OfflinePruningContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
