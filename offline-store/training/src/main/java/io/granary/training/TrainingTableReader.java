package io.granary.training;

import static java.util.stream.Collectors.joining;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
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

/** Reads a training set's Parquet files with DuckDB, in the order of the files and their rows. */
final class TrainingTableReader {

    private final TrainingSet set;
    private final String label;
    private final List<String> wanted;
    private final String files;
    private final List<FeatureColumn> features = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int withoutLabel;

    private TrainingTableReader(TrainingSet set, String label, List<String> wanted) {
        this.set = set;
        this.label = label;
        this.wanted = wanted;
        this.files = "read_parquet([" + literals(set.files()) + "])";
    }

    /** @throws GranaryException naming the column or value that cannot be trained on */
    static LabelledRows read(TrainingJob job) {
        List<String> wanted = job.trainingSet().features().stream()
                .filter(name -> !job.excludedFeatures().contains(name) && !name.equals(job.labelColumn()))
                .toList();
        return read(job.trainingSet(), job.labelColumn(), wanted);
    }

    /**
     * Reads some features of a set.
     *
     * @throws GranaryException naming the column or value that no tree can use
     */
    static LabelledRows read(TrainingSet set, String label, List<String> features) {
        TrainingTableReader reader = new TrainingTableReader(set, label, features);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            reader.chooseFeatures(statement);
            TrainingTable table = reader.readRows(statement);
            return new LabelledRows(table, List.copyOf(reader.skipped), reader.withoutLabel);
        } catch (SQLException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot read training set: " + e.getMessage(), e);
        }
    }

    private void chooseFeatures(Statement statement) throws SQLException {
        Map<String, String> types = columnTypes(statement);
        requireColumn(types, "label column", label);
        requireColumn(types, "event timestamp", set.eventTimestamp());
        for (String name : wanted) {
            choose(name, FeatureColumn.of(name, requireColumn(types, "feature", name)));
        }
        if (features.isEmpty()) {
            throw GranaryException.invalid("features", wanted, "a number or boolean among them");
        }
    }

    private void choose(String name, @Nullable FeatureColumn feature) {
        if (feature == null) {
            skipped.add(name);
            return;
        }
        features.add(feature);
    }

    private Map<String, String> columnTypes(Statement statement) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + files)) {
            while (columns.next()) {
                types.put(columns.getString("column_name"), columns.getString("column_type"));
            }
        }
        return types;
    }

    private static String requireColumn(Map<String, String> types, String what, String name) {
        String type = types.get(name);
        if (type == null) {
            throw GranaryException.invalid(what, name, "one of " + types.keySet());
        }
        return type;
    }

    private TrainingTable readRows(Statement statement) throws SQLException {
        TrainingTableBuilder rows = new TrainingTableBuilder(features);
        try (ResultSet row = statement.executeQuery("SELECT " + selection() + " FROM " + files)) {
            while (row.next()) {
                readRow(row, rows);
            }
        }
        return rows.build();
    }

    private void readRow(ResultSet row, TrainingTableBuilder rows) throws SQLException {
        double truth = row.getDouble(1);
        if (row.wasNull()) {
            withoutLabel++;
            return;
        }
        if (truth != 0 && truth != 1) {
            throw GranaryException.invalid("label column " + label, truth, "true, false, 1, 0 or null");
        }
        long micros = row.getLong(2);
        if (row.wasNull()) {
            throw GranaryException.invalid("event timestamp " + set.eventTimestamp(), null, "a timestamp in every row");
        }
        rows.add(truth, micros, row, 3);
    }

    private String selection() {
        String columns = features.stream().map(feature -> quote(feature.name())).collect(joining(", "));
        return "CAST(" + quote(label) + " AS DOUBLE), epoch_us(" + quote(set.eventTimestamp()) + "), " + columns;
    }

    private static String literals(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(joining(", "));
    }

    private static String quote(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }
}
