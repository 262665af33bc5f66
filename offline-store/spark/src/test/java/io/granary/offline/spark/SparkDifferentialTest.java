package io.granary.offline.spark;

import io.granary.offline.engine.OfflineDifferentialContract;
import io.granary.offline.engine.OfflineEngine;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM: 1,000 frames, many in one job. */
final class SparkDifferentialTest extends OfflineDifferentialContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }

    @Override
    protected int sets() {
        return 2;
    }

    @Override
    protected int frames() {
        return 500;
    }
}
