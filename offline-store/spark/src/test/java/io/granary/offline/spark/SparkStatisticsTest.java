package io.granary.offline.spark;

import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OfflineStatisticsContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this JVM. */
final class SparkStatisticsTest extends OfflineStatisticsContract {

    @TempDir
    private static Path scratch;

    private static OfflineEngine engine;

    @BeforeAll
    static void startSpark() {
        engine = new SparkEngine(LocalSession.start("local[2]", scratch.toString()), InstantSource.system());
    }

    /** Or the next class of this JVM would go on with a session whose folder is gone. */
    @AfterAll
    static void stop() {
        engine.close();
    }

    @Override
    protected OfflineEngine engine() {
        return engine;
    }
}
