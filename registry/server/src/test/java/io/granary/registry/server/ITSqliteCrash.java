package io.granary.registry.server;

import io.granary.registry.server.store.DatabaseConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ITSqliteCrash extends CrashContract {

    @TempDir
    Path folder;

    @Override
    DatabaseConfig config() {
        return DatabaseConfig.sqlite(folder.resolve("registry.db"));
    }
}
