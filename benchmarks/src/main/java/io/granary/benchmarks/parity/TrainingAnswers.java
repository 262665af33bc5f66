package io.granary.benchmarks.parity;

import static java.util.stream.Collectors.joining;

import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The features of points as a training set that Spark builds from the archive of the stream. */
final class TrainingAnswers {

    private static final String POINT = "point";

    private final ParityLoad load;
    private final Path folder;
    private final List<OracleFeature> features;

    TrainingAnswers(ParityLoad load, Path folder, List<OracleFeature> features) {
        this.load = load;
        this.folder = folder;
        this.features = features;
    }

    /** What the set has for each point, in their order, by reference, as text that has every bit. */
    List<Map<String, String>> build(Revision revision, Path repository, Path archive, List<Point> points)
            throws SQLException {
        Path frame = folder.resolve("points.parquet");
        Path output = folder.resolve("training-set");
        write(frame, points);
        TrainingSetRequest.Builder request = TrainingSetRequest.builder(revision)
                .repository(repository)
                .entities(frame)
                .output(output)
                // Points lie after the last record, too; that no record is missing has been seen.
                .archive(EventArchive.of(archive).acceptingGaps())
                .knowledge(Knowledge.AS_SERVED);
        features.forEach(feature -> request.feature(feature.reference()));
        try (SparkProcess spark =
                new SparkProcess(SparkProcessConfig.of(load.sparkJars(), folder.resolve("scratch")))) {
            spark.buildTrainingSet(request.build(), ProgressListener.NONE);
        }
        return read(output, points.size());
    }

    private static void write(Path frame, List<Point> points) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE points (point BIGINT, airport VARCHAR, origin VARCHAR, destination VARCHAR,"
                    + " event_timestamp TIMESTAMPTZ)");
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO points VALUES (?, ?, ?, ?, make_timestamptz(?::BIGINT))")) {
                for (int i = 0; i < points.size(); i++) {
                    insert.setInt(1, i);
                    insert.setString(2, points.get(i).origin());
                    insert.setString(3, points.get(i).origin());
                    insert.setString(4, points.get(i).destination());
                    insert.setLong(5, points.get(i).timeMicros());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            statement.execute("COPY points TO '" + frame + "' (FORMAT parquet)");
        }
    }

    private List<Map<String, String>> read(Path output, int points) throws SQLException {
        String columns = features.stream()
                .map(feature -> '"' + feature.reference().replace(":", "__") + '"')
                .collect(joining(", "));
        String sql = "SELECT " + columns + " FROM '" + output + "/rows-*.parquet' ORDER BY " + POINT;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, String>> answers = new ArrayList<>();
            while (rows.next()) {
                answers.add(answer(rows));
            }
            if (answers.size() != points) {
                throw new IllegalStateException("Cannot compare: " + answers.size() + " rows of " + points + " points");
            }
            return answers;
        }
    }

    private Map<String, String> answer(ResultSet row) throws SQLException {
        Map<String, String> answer = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            answer.put(features.get(i).reference(), AnswerText.of(plain(row.getObject(i + 1))));
        }
        return answer;
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return value instanceof Array list ? list.getArray() : value;
    }
}
