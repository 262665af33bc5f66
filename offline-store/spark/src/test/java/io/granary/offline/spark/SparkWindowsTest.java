package io.granary.offline.spark;

import io.granary.offline.engine.OfflineArchivedWindowsContract;
import io.granary.offline.engine.OfflineEngine;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkWindowsTest extends OfflineArchivedWindowsContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
