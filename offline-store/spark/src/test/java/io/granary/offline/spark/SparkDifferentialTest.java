package io.granary.offline.spark;

import io.granary.offline.engine.OfflineDifferentialContract;
import io.granary.offline.engine.OfflineEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Spark in this JVM: 1,000 frames, many in one job. */
final class SparkDifferentialTest extends OfflineDifferentialContract {

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

    @Override
    protected int sets() {
        return 2;
    }

    @Override
    protected int frames() {
        return 500;
    }
}
