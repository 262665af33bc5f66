package io.granary.offline.local;

import io.granary.offline.engine.OfflineArchivedLabelContract;
import io.granary.offline.engine.OfflineEngine;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB in this JVM. */
final class LocalArchivedLabelTest extends OfflineArchivedLabelContract {

    @TempDir
    private Path scratch;

    @Override
    protected OfflineEngine engine() {
        return new LocalEngine(LocalEngineConfig.of(scratch), InstantSource.system());
    }
}
