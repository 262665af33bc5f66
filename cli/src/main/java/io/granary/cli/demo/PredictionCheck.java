package io.granary.cli.demo;

import static io.granary.cli.client.JsonHttp.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.core.definition.ModelVersion;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Compares what the model server answers for rows of the training set with the native model's score of the same rows. */
final class PredictionCheck {

    private static final int ROWS = 1_000;

    private final FlightTable table;
    private final JsonHttp serving;

    PredictionCheck(FlightTable table, JsonHttp serving) {
        this.table = table;
        this.serving = serving;
    }

    /** The greatest absolute difference over a thousand rows without missing values, the newest first. */
    double maxDifference(Path trainingSet, String model, ModelVersion version, Path nativeModel) {
        List<float[]> rows = table.query(
                "SELECT %s FROM read_parquet(%s) WHERE %s ORDER BY departed_at DESC, flight_id LIMIT %d"
                        .formatted(
                                String.join(", ", version.inputs()),
                                FlightTable.literal(trainingSet.resolve("*.parquet")),
                                String.join(" IS NOT NULL AND ", version.inputs()) + " IS NOT NULL",
                                ROWS),
                row -> features(row, version.inputs().size()));
        float[][] matrix = rows.toArray(float[][]::new);
        try (OfflineScore offline = OfflineScore.load(nativeModel)) {
            return maxDifference(served(model, version.version(), matrix), offline.predict(matrix));
        }
    }

    private float[] served(String model, String version, float[][] rows) {
        ObjectNode request = MAPPER.createObjectNode();
        ObjectNode input = request.putArray("inputs").addObject();
        input.put("name", "features").put("datatype", "FP32");
        input.putArray("shape").add(rows.length).add(rows[0].length);
        ArrayNode data = input.putArray("data");
        for (float[] row : rows) {
            for (float value : row) {
                data.add(value);
            }
        }
        JsonNode answer = serving.post("/v2/models/" + model + "/versions/" + version + "/infer", request);
        JsonNode probabilities = answer.get("outputs").get(0).get("data");
        float[] result = new float[rows.length];
        for (int row = 0; row < result.length; row++) {
            result[row] = (float) probabilities.get(row).asDouble();
        }
        return result;
    }

    private static double maxDifference(float[] served, float[] offline) {
        double max = 0;
        for (int row = 0; row < served.length; row++) {
            max = Math.max(max, Math.abs((double) served[row] - offline[row]));
        }
        return max;
    }

    private static float[] features(ResultSet row, int count) throws SQLException {
        float[] features = new float[count];
        for (int i = 0; i < count; i++) {
            Object value = row.getObject(i + 1);
            features[i] = value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).floatValue();
        }
        return features;
    }
}
