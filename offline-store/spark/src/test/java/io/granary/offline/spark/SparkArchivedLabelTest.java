package io.granary.offline.spark;

import io.granary.offline.engine.OfflineArchivedLabelContract;
import io.granary.offline.engine.OfflineEngine;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark in this JVM. */
final class SparkArchivedLabelTest extends OfflineArchivedLabelContract {

    @RegisterExtension
    private static final LocalSpark SPARK = new LocalSpark();

    @Override
    protected OfflineEngine engine() {
        return SPARK.engine();
    }
}
