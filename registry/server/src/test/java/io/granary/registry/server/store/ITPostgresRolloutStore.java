package io.granary.registry.server.store;

import io.granary.embedded.junit.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITPostgresRolloutStore extends SqlRolloutStoreContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    final OpenDatabases databases = new OpenDatabases();

    private final String url = POSTGRES.newDatabase();

    @Override
    protected RegistryDatabase openDatabase() {
        return databases.open(new DatabaseConfig(url, POSTGRES.user(), POSTGRES.password()));
    }
}
