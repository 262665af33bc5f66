package io.granary.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;

/** A table whose Parquet files DuckDB writes, with the ids of columns that Iceberg's own writers give them. */
public final class WrittenTable {

    private final Table table;
    private int files;

    WrittenTable(Table table) {
        this.table = table;
    }

    public Table table() {
        return table;
    }

    /** Adds a file with the rows of a query, whose columns have the names that the table's have now. */
    public WrittenTable append(String query) {
        table.newAppend().appendFile(write(query)).commit();
        return this;
    }

    /** Writes a file that is not the table's yet. */
    public DataFile write(String query) {
        Path folder = Path.of(table.location().replaceFirst("^file:", "")).resolve("data/day=1");
        Path file = folder.resolve(++files + ".parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Files.createDirectories(folder);
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "COPY (" + query + ") TO '" + file + "' (FORMAT parquet, FIELD_IDS {" + ids(table.schema()) + "})");
            return DataFiles.builder(PartitionSpec.unpartitioned())
                    .withPath(file.toString())
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(Files.size(file))
                    .withRecordCount(1)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The id of the newest snapshot. */
    public long snapshot() {
        return table.currentSnapshot().snapshotId();
    }

    private static String ids(Schema schema) {
        return schema.columns().stream()
                .map(field -> '"' + field.name() + "\": " + field.fieldId())
                .collect(Collectors.joining(", "));
    }
}
