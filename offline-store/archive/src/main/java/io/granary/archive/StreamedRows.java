package io.granary.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows of DuckDB, as they come. A result that fails after its first rows ends as if there were no more (DuckDB's JDBC driver
 * does not look at its error then), but its transaction is aborted: so each has one, which is asked at the end.
 */
public final class StreamedRows {

    private StreamedRows() {}

    /** Sees one row of a result; the result stays where it is. */
    @FunctionalInterface
    public interface Listener {

        void row(ResultSet row) throws SQLException;
    }

    /**
     * Shows all rows of a query, one after the other. The connection is used for nothing else meanwhile.
     *
     * @param connection that streams results and is in no transaction
     * @throws SQLException when not all of them came, or by the listener
     */
    public static void read(Connection connection, String sql, Listener listener) throws SQLException {
        execute(connection, "BEGIN TRANSACTION");
        try {
            show(connection, sql, listener);
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
        if (isAborted(connection)) {
            execute(connection, "ROLLBACK");
            execute(connection, "EXPLAIN ANALYZE " + sql); // fails with what went wrong
            throw new SQLException("A result ended before its last row: " + sql);
        }
        execute(connection, "COMMIT");
    }

    private static void show(Connection connection, String sql, Listener listener) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                listener.row(rows);
            }
        }
    }

    private static boolean isAborted(Connection connection) {
        try {
            execute(connection, "SELECT 1");
            return false;
        } catch (SQLException e) {
            return true;
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
