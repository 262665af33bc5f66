package io.granary.registry.server.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ITSqliteMigrations extends MigrationContract {

    @TempDir
    Path folder;

    @Override
    DatabaseConfig config() {
        return DatabaseConfig.sqlite(folder.resolve("registry.db"));
    }

    @Override
    String listTables() {
        return "select name from sqlite_master where type = 'table'";
    }
}
