package io.granary.registry.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The open database of a registry, its tables up to date; the stores on it share its connections. Blocking; safe for
 * threads, and for several processes at once. Whoever opens it closes it, after the stores' last use.
 */
public final class RegistryDatabase implements AutoCloseable {

    private static final long CONNECTION_TIMEOUT_MILLIS = 3_000;

    private final Dialect dialect;
    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private String identity = "";

    private RegistryDatabase(Dialect dialect, HikariDataSource connections) {
        this.dialect = dialect;
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
    }

    /**
     * Connects, and makes or updates the tables.
     *
     * @throws io.granary.core.GranaryException (UNAVAILABLE) when the database cannot be used now, or
     *     (FAILED_PRECONDITION) when a newer build has made its tables
     */
    public static RegistryDatabase open(DatabaseConfig config) {
        return open(config.dialect(), List.of());
    }

    /**
     * Connects to a database of this build's tables, and makes none.
     *
     * @throws io.granary.core.GranaryException as {@link #open} does, NOT_FOUND when there is no such file, and
     *     FAILED_PRECONDITION when the tables are not up to date
     */
    public static RegistryDatabase openExisting(DatabaseConfig config) {
        Dialect dialect = config.dialect();
        dialect.requireExists();
        return open(dialect, connections -> Migrations.requireUpToDate(connections, dialect.name()));
    }

    /** @param moreMigrations locations of migrations beside our own */
    static RegistryDatabase open(Dialect dialect, List<String> moreMigrations) {
        return open(dialect, connections -> Migrations.run(connections, dialect.name(), moreMigrations));
    }

    private static RegistryDatabase open(Dialect dialect, Consumer<DataSource> preparation) {
        prepare(dialect, preparation);
        HikariConfig config = dialect.connections();
        dialect.limitWaits(config);
        HikariDataSource connections = connect(dialect, config);
        try {
            return new RegistryDatabase(dialect, connections).identified();
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static void prepare(Dialect dialect, Consumer<DataSource> preparation) {
        try (HikariDataSource connections = connect(dialect, dialect.connections())) {
            dialect.migrate(() -> preparation.accept(connections));
        } catch (FlywayException e) {
            throw DatabaseFailures.of("open", dialect, e);
        }
    }

    public RevisionStore revisions() {
        return new SqlRevisionStore(this, identity);
    }

    public RolloutStore rollouts() {
        return new SqlRolloutStore(this);
    }

    public IdempotencyStore idempotency() {
        return new SqlIdempotencyStore(this);
    }

    /**
     * Fills a database that has no revision yet, wholly or, when the source throws, not at all.
     *
     * @throws io.granary.core.GranaryException (FAILED_PRECONDITION) when it has one
     */
    public void fill(Consumer<RegistryContents> source) {
        this.<@Nullable Void>write(handle -> {
            dialect.lockRevisions(handle);
            source.accept(RestoredContents.intoEmpty(handle));
            return null;
        });
    }

    /** Reads with one statement; a reader that needs several that fit together uses {@link #write}. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw DatabaseFailures.of("read from", dialect, e);
        }
    }

    /** Reads and writes in one transaction that is alone in this project: others wait. */
    <T> T write(String project, HandleCallback<T, RuntimeException> work) {
        return write(handle -> {
            dialect.lockProject(handle, project);
            return work.withHandle(handle);
        });
    }

    /** Reads and writes in one transaction. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        AtomicBoolean committing = new AtomicBoolean();
        try {
            return jdbi.inTransaction(handle -> {
                T result = work.withHandle(handle);
                committing.set(true);
                return result;
            });
        } catch (JdbiException e) {
            throw DatabaseFailures.of(committing.get() ? "tell whether a change is in" : "write to", dialect, e);
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private RegistryDatabase identified() {
        identity = Identity.load(this);
        return this;
    }

    private static HikariDataSource connect(Dialect dialect, HikariConfig config) {
        config.setPoolName("granary-registry");
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw DatabaseFailures.of("open", dialect, e);
        }
    }
}
