package io.granary.registry.server.backup;

import io.granary.embedded.junit.PostgresExtension;
import io.granary.registry.server.store.DatabaseConfig;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITSqliteToPostgresBackup extends BackupContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private int databases;

    @Override
    DatabaseConfig newOrigin() {
        return DatabaseConfig.sqlite(folder.resolve(databases++ + ".db"));
    }

    @Override
    DatabaseConfig newTarget() {
        return new DatabaseConfig(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password());
    }
}
