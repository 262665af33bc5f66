package io.granary.offline.engine;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes Parquet for tests, with an engine that is none of ours. */
public final class Duck {

    private Duck() {}

    /** Runs a statement, such as {@code COPY (SELECT ...) TO 'file.parquet'}. */
    public static void run(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Writes {@code file.parquet} with some columns of {@code file.csv}. */
    static void toParquet(Path file, String columns) {
        run("COPY (SELECT " + columns + " FROM read_csv('" + file + ".csv', header = true, all_varchar = true,"
                + " delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false)) TO '" + file + ".parquet'");
    }

    /** The rows of a query, in order, by column. */
    public static List<Map<String, @Nullable Object>> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a training set, in order. */
    public static List<Map<String, @Nullable Object>> trainingSet(Path folder) {
        return query("SELECT * FROM read_parquet('" + folder + "/rows-*.parquet')");
    }

    private static Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.put(result.getMetaData().getColumnName(i), result.getObject(i));
        }
        return row;
    }

    private static Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        return connection;
    }
}
