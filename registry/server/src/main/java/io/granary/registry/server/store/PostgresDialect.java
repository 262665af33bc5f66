package io.granary.registry.server.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** PostgreSQL: writers of one project queue for an advisory lock, so those of others never wait for them. */
record PostgresDialect(DatabaseConfig config) implements Dialect {

    private static final int POOL_SIZE = 10;

    /** Nobody waits for ever for a lock, a query or a client that has died. */
    private static final String LIMITS = "set lock_timeout = '5s'; set statement_timeout = '20s';"
            + " set idle_in_transaction_session_timeout = '20s'";

    /** More than any statement may take: the server has gone without a word. */
    private static final String SOCKET_TIMEOUT_SECONDS = "25";

    /** Classes of SQL states: feature not supported, data, constraint, syntax or name. */
    private static final Set<String> MISTAKES = Set.of("0A", "22", "23", "42");

    private static final String NO_PRIVILEGE = "42501";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public HikariConfig connections() {
        HikariConfig connections = new HikariConfig();
        connections.setJdbcUrl(config.location());
        connections.setUsername(config.user());
        connections.setPassword(config.password());
        connections.setMaximumPoolSize(POOL_SIZE);
        connections.addDataSourceProperty("ApplicationName", "granary-registry");
        connections.addDataSourceProperty("tcpKeepAlive", "true");
        connections.addDataSourceProperty("connectTimeout", "5");
        return connections;
    }

    /** Nothing: the server knows. */
    @Override
    public void requireExists() {}

    @Override
    public void limitWaits(HikariConfig connections) {
        connections.setConnectionInitSql(LIMITS);
        connections.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    }

    /** Flyway takes an advisory lock itself. */
    @Override
    public void migrate(Runnable migrations) {
        migrations.run();
    }

    @Override
    public void lockProject(Handle handle, String project) {
        handle.createQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:project, 0))")
                .bind("project", project)
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public void lockRevisions(Handle handle) {
        handle.execute("lock table revision in exclusive mode");
    }

    @Override
    public boolean isMistake(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && state.length() == NO_PRIVILEGE.length()
                && MISTAKES.contains(state.substring(0, 2))
                && !state.equals(NO_PRIVILEGE);
    }
}
