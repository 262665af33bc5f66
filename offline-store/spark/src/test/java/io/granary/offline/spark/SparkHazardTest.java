package io.granary.offline.spark;

import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OfflineHazardContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkHazardTest extends OfflineHazardContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
