package io.granary.offline.spark;

import io.granary.offline.engine.OfflineArchivedDifferentialContract;
import io.granary.offline.engine.OfflineEngine;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkArchivedDifferentialTest extends OfflineArchivedDifferentialContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }

    @Override
    protected int archives() {
        return 8;
    }
}
