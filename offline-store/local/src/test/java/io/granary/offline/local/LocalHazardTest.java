package io.granary.offline.local;

import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.OfflineHazardContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB in this JVM. */
final class LocalHazardTest extends OfflineHazardContract {

    @TempDir
    private Path scratch;

    @Override
    protected OfflineEngine engine() {
        return new LocalEngine(LocalEngineConfig.of(scratch), InstantSource.system());
    }
}
