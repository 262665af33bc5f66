package io.granary.cli.files;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.ObjectTable;
import io.granary.registry.server.validation.SchemaReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the columns of Parquet sources from the files themselves. A column of a type that no feature has is left out. */
final class ParquetSchemas implements SchemaReader {

    private static final Map<String, ScalarType> TYPES = Map.ofEntries(
            Map.entry("BOOLEAN", ScalarType.BOOL),
            Map.entry("TINYINT", ScalarType.INT32),
            Map.entry("SMALLINT", ScalarType.INT32),
            Map.entry("INTEGER", ScalarType.INT32),
            Map.entry("BIGINT", ScalarType.INT64),
            Map.entry("FLOAT", ScalarType.FLOAT32),
            Map.entry("DOUBLE", ScalarType.FLOAT64),
            Map.entry("VARCHAR", ScalarType.STRING),
            Map.entry("BLOB", ScalarType.BYTES),
            Map.entry("TIMESTAMP", ScalarType.TIMESTAMP),
            Map.entry("TIMESTAMP WITH TIME ZONE", ScalarType.TIMESTAMP));

    private final Path repository;

    ParquetSchemas(Path repository) {
        this.repository = repository;
    }

    @Override
    public @Nullable List<Column> columns(BatchSource source) {
        Path path = repository.resolve(source.path());
        if (source.format() != BatchSource.Format.PARQUET || !Files.exists(path)) {
            return null;
        }
        return columns(source.path(), DuckDbTable.of(source.format(), path));
    }

    /** Of objects, whose copies need not have rows. */
    List<Column> columns(ObjectTable objects) {
        return columns(objects.address().text(), DuckDbTable.parquet(objects.copies()));
    }

    private static List<Column> columns(String place, String table) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
            return columns(rows);
        } catch (SQLException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT, "Cannot read the schema of " + place + ": " + e.getMessage(), e);
        }
    }

    private static List<Column> columns(ResultSet rows) throws SQLException {
        List<Column> columns = new ArrayList<>();
        while (rows.next()) {
            DataType type = type(rows.getString("column_type"));
            if (type != null) {
                columns.add(new Column(rows.getString("column_name"), type));
            }
        }
        return columns;
    }

    private static @Nullable DataType type(String duckDb) {
        if (duckDb.endsWith("[]")) {
            ScalarType element = TYPES.get(duckDb.substring(0, duckDb.length() - 2));
            return element == null ? null : new ListType(element);
        }
        return TYPES.get(duckDb);
    }
}
