package io.granary.offline.local;

import io.granary.offline.engine.OfflineDifferentialContract;
import io.granary.offline.engine.OfflineEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB in this JVM: 1,000 frames. */
final class LocalDifferentialTest extends OfflineDifferentialContract {

    @TempDir
    private Path scratch;

    @Override
    protected OfflineEngine engine() {
        return new LocalEngine(LocalEngineConfig.of(scratch), InstantSource.system());
    }

    @Override
    protected int sets() {
        return 10;
    }

    @Override
    protected int frames() {
        return 100;
    }
}
