package io.granary.registry.server.backup;

import io.granary.embedded.junit.PostgresExtension;
import io.granary.registry.server.store.DatabaseConfig;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITPostgresBackup extends BackupContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    DatabaseConfig newOrigin() {
        return new DatabaseConfig(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password());
    }

    @Override
    DatabaseConfig newTarget() {
        return new DatabaseConfig(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password());
    }
}
