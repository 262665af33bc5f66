package io.granary.offline.local;

import io.granary.archive.StreamedRows;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A database in memory that spills to a folder, gone when it is closed. One thread works with it; {@link #close} may come
 * from another one and fails what runs.
 */
final class Database implements AutoCloseable {

    private static final long MEBIBYTE = 1L << 20;

    private final Path spill;
    private final DuckDBConnection connection;
    /** Filled while rows are streamed out of the other one. */
    private final DuckDBConnection filling;

    private Database(Path spill, DuckDBConnection connection) throws SQLException {
        this.spill = spill;
        this.connection = connection;
        filling = connection.duplicate();
    }

    static Database open(LocalEngineConfig config) {
        try {
            Files.createDirectories(config.scratch());
            Path spill = Files.createTempDirectory(config.scratch(), "duckdb");
            Properties properties = new Properties();
            properties.setProperty("jdbc_stream_results", "true");
            Database database = new Database(
                    spill,
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class));
            database.configure(config);
            return database;
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot make a folder in " + config.scratch() + ": " + e, e);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Nothing is ever downloaded; moments are UTC; tables keep the order in which rows came. */
    private void configure(LocalEngineConfig config) {
        run("SET autoinstall_known_extensions = false");
        run("SET autoload_known_extensions = false");
        run("SET temp_directory = " + Sql.text(spill.toString()));
        run("SET memory_limit = '" + config.memoryBytes() / MEBIBYTE + "MiB'");
        run("SET threads = " + config.threads());
        run("SET preserve_insertion_order = true");
        run("SET TimeZone = 'UTC'");
    }

    /** Runs a statement. */
    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Of DuckDB. */
    String version() {
        List<String> version = new ArrayList<>();
        stream("SELECT version()", row -> version.add(row.getString(1)));
        return "duckdb " + version.get(0);
    }

    /** The one number that a query gives. */
    long number(String sql) {
        return numbers(sql)[0];
    }

    /** The numbers in the one row that a query gives; null is 0. */
    long[] numbers(String sql) {
        List<long[]> found = new ArrayList<>();
        stream(sql, row -> {
            long[] numbers = new long[row.getMetaData().getColumnCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row.getLong(i + 1);
            }
            found.add(numbers);
        });
        return found.get(0);
    }

    /** Shows the rows of a query one after the other, as they come. */
    void stream(String sql, StreamedRows.Listener listener) {
        try {
            StreamedRows.read(connection, sql, listener);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Fills a table, also while rows are streamed; what is in it is seen when this is closed. */
    DuckDBAppender fill(String table) throws SQLException {
        return filling.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    @Override
    public void close() {
        try {
            filling.close();
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            FolderTree.delete(spill);
        }
    }

    static GranaryException failed(SQLException failure) {
        return new GranaryException(
                ErrorCode.INTERNAL, "Cannot finish the job with DuckDB: " + failure.getMessage(), failure);
    }
}
