package io.granary.registry.server.store;

import io.granary.embedded.junit.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITPostgresRevisionStore extends RevisionStoreContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    final OpenDatabases databases = new OpenDatabases();

    private final String url = POSTGRES.newDatabase();

    @Override
    protected RevisionStore open() {
        return databases
                .open(new DatabaseConfig(url, POSTGRES.user(), POSTGRES.password()))
                .revisions();
    }
}
