package io.granary.registry.server.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** A file that cannot be written to, by SQLite's own word, as permissions do not bind every user. */
record ReadOnlySqlite(SqliteDialect sqlite) implements Dialect {

    @Override
    public String name() {
        return sqlite.name();
    }

    @Override
    public HikariConfig connections() {
        HikariConfig connections = sqlite.connections();
        connections.setConnectionInitSql("pragma query_only = true");
        return connections;
    }

    @Override
    public void requireExists() {
        sqlite.requireExists();
    }

    @Override
    public void limitWaits(HikariConfig connections) {
        sqlite.limitWaits(connections);
    }

    @Override
    public void migrate(Runnable migrations) {
        sqlite.migrate(migrations);
    }

    @Override
    public void lockProject(Handle handle, String project) {
        sqlite.lockProject(handle, project);
    }

    @Override
    public void lockRevisions(Handle handle) {
        sqlite.lockRevisions(handle);
    }

    @Override
    public boolean isMistake(SQLException failure) {
        return sqlite.isMistake(failure);
    }
}
