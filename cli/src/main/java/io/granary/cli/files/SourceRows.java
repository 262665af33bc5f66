package io.granary.cli.files;

import io.granary.core.definition.BatchSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Counts the rows of tables at rest, from what their files say of themselves where they do. */
public final class SourceRows {

    private final Path repository;

    public SourceRows(Path repository) {
        this.repository = repository;
    }

    /** Null when the table is not a file here, or cannot be read. */
    public @Nullable Long count(BatchSource source) {
        Path path = repository.resolve(source.path());
        if (source.format() == BatchSource.Format.ICEBERG || !Files.exists(path)) {
            return null;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM " + DuckDbTable.of(source.format(), path))) {
            return rows.next() ? rows.getLong(1) : null;
        } catch (SQLException e) {
            return null;
        }
    }
}
