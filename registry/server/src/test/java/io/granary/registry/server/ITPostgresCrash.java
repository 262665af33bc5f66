package io.granary.registry.server;

import io.granary.embedded.junit.PostgresExtension;
import io.granary.registry.server.store.DatabaseConfig;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITPostgresCrash extends CrashContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final DatabaseConfig config =
            new DatabaseConfig(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password());

    @Override
    DatabaseConfig config() {
        return config;
    }
}
