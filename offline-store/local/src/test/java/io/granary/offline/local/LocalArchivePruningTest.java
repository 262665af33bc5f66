package io.granary.offline.local;

import io.granary.offline.engine.OfflineArchivePruningContract;
import io.granary.offline.engine.OfflineEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB in this JVM. */
final class LocalArchivePruningTest extends OfflineArchivePruningContract {

    @TempDir
    private Path scratch;

    @Override
    protected OfflineEngine engine() {
        return new LocalEngine(LocalEngineConfig.of(scratch), InstantSource.system());
    }
}
