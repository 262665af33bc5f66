package io.granary.registry.server.store;

import com.zaxxer.hikari.HikariConfig;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * SQLite in WAL mode: readers never wait, a transaction that writes has the database to itself from its start.
 *
 * @param settings of each connection, as the driver names them
 */
record SqliteDialect(Path file, Map<String, String> settings) implements Dialect {

    private static final int POOL_SIZE = 4;

    /** SQLITE_ERROR, TOOBIG, CONSTRAINT, MISMATCH, MISUSE, RANGE. */
    private static final Set<Integer> MISTAKES = Set.of(1, 18, 19, 20, 21, 25);

    private static final int PRIMARY_CODE = 0xFF;

    private static final Map<String, String> SETTINGS = Map.of(
            "journal_mode", "WAL",
            "synchronous", "FULL",
            "busy_timeout", "5000",
            "transaction_mode", "IMMEDIATE");

    static SqliteDialect of(Path file) {
        return new SqliteDialect(file, SETTINGS);
    }

    /** The same with one setting more, or another value of it. */
    SqliteDialect with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new SqliteDialect(file, Map.copyOf(more));
    }

    @Override
    public String name() {
        return "sqlite";
    }

    /** The file goes as a URI, so that no character of its path means anything to the driver. */
    @Override
    public HikariConfig connections() {
        requireFolder();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:file:" + file.toUri().getRawPath());
        config.setMaximumPoolSize(POOL_SIZE);
        settings.forEach(config::addDataSourceProperty);
        return config;
    }

    @Override
    public void requireExists() {
        if (Files.notExists(file)) {
            throw GranaryException.notFound("registry.database", file.toString());
        }
    }

    /** Nothing: the busy timeout does. */
    @Override
    public void limitWaits(HikariConfig connections) {}

    @Override
    public void migrate(Runnable migrations) {
        FileLocks.holding(file.resolveSibling(file.getFileName() + "-migration.lock"), migrations);
    }

    /** Nothing: the whole database is ours. */
    @Override
    public void lockProject(Handle handle, String project) {}

    /** Nothing: the whole database is ours. */
    @Override
    public void lockRevisions(Handle handle) {}

    @Override
    public boolean isMistake(SQLException failure) {
        return MISTAKES.contains(failure.getErrorCode() & PRIMARY_CODE);
    }

    private void requireFolder() {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new GranaryException(
                    ErrorCode.UNAVAILABLE,
                    "Cannot open the registry's database " + file + ": there is no folder " + folder);
        }
    }
}
