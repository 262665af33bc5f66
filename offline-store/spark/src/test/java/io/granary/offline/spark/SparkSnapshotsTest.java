package io.granary.offline.spark;

import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OfflineSnapshotsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkSnapshotsTest extends OfflineSnapshotsContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
