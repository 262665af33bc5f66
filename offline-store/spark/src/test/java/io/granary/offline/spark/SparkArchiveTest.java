package io.granary.offline.spark;

import io.granary.offline.engine.OfflineArchiveContract;
import io.granary.offline.engine.OfflineEngine;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkArchiveTest extends OfflineArchiveContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
