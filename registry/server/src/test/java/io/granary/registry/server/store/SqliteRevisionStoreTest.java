package io.granary.registry.server.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRevisionStoreTest extends RevisionStoreContract {

    @TempDir
    Path folder;

    @RegisterExtension
    final OpenDatabases databases = new OpenDatabases();

    @Override
    public RevisionStore open() {
        return databases
                .open(DatabaseConfig.sqlite(folder.resolve("registry.db")))
                .revisions();
    }
}
