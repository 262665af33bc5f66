package io.granary.embedded.junit;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a running PostgreSQL: {@code @RegisterExtension static final PostgresExtension postgres = new
 * PostgresExtension()}. All classes of a JVM share one server; each asks for databases of its own. PostgreSQL's JDBC
 * driver has to be on the class path.
 */
public final class PostgresExtension implements BeforeAllCallback {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private @Nullable PostgresTestServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = ServerChoice.shared(
                context, PostgresTestServer.class, PostgresTestServer::embedded, Containers::postgres);
    }

    /** What JDBC connects to for a database that is new and empty; only from {@code @BeforeAll} on. */
    public String newDatabase() {
        String database = "test_" + DATABASES.incrementAndGet();
        execute("create database " + database);
        return server().address(database);
    }

    /** Runs a statement as the superuser, outside the databases of tests. */
    public void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(server().address(), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot execute '" + sql + "': " + e.getMessage(), e);
        }
    }

    /** A superuser. */
    public String user() {
        return server().user();
    }

    public String password() {
        return server().password();
    }

    private PostgresTestServer server() {
        return requireNonNull(server, "PostgreSQL starts before @BeforeAll");
    }
}
