package io.granary.iceberg;

import io.granary.offline.engine.FileVersions;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetColumn.Origin;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.offline.engine.TrainingSetRecipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A training set in a folder, as an engine leaves it. */
final class EngineSet {

    private EngineSet() {}

    /** Two files, each with the rows of a query. */
    static TrainingSetManifest write(Path folder, String query, TrainingSetColumn... columns) {
        Path first = folder.resolve("rows-00000.parquet");
        Path second = folder.resolve("rows-00001.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            Files.createDirectories(folder);
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (" + query + ") TO '" + first + "' (FORMAT parquet)");
            statement.execute("COPY (" + query + ") TO '" + second + "' (FORMAT parquet)");
            TrainingSetManifest manifest = new TrainingSetManifest(
                    new TrainingSetRecipe(
                            "taxis", 1, null, "event_timestamp", null, List.of(), null, null, null, SetShape.PLAIN),
                    "test",
                    Instant.EPOCH,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(columns),
                    2,
                    "0",
                    List.of(),
                    List.of(FileVersions.written(folder, first), FileVersions.written(folder, second)),
                    null);
            TrainingSetManifestJson.write(manifest, folder);
            return manifest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** The ids of columns, and of what is in them, by their names. */
    static Map<String, Integer> ids(Path file) {
        Map<String, Integer> ids = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery(
                        "SELECT name, field_id FROM parquet_schema('" + file + "') WHERE field_id IS NOT NULL")) {
            while (columns.next()) {
                ids.put(columns.getString(1), columns.getInt(2));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    /** A column of which nothing is known but its nulls. */
    static TrainingSetColumn column(String name, long nulls) {
        return new TrainingSetColumn(name, "STRING", Origin.FEATURE, nulls, Map.of(), null);
    }
}
