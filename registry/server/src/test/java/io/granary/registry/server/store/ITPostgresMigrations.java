package io.granary.registry.server.store;

import io.granary.embedded.junit.PostgresExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITPostgresMigrations extends MigrationContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final DatabaseConfig config =
            new DatabaseConfig(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password());

    @Override
    DatabaseConfig config() {
        return config;
    }

    @Override
    String listTables() {
        return "select tablename from pg_tables where schemaname = 'public'";
    }
}
