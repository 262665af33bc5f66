package io.granary.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A model in the folder that training wrote.
 *
 * @param labelColumn that it learned
 * @param features in the order of the input tensor's columns
 * @param testFrom the first moment of which it saw no row, neither to learn from nor to know when to stop
 */
public record SavedModel(Path folder, String labelColumn, List<String> features, Instant testFrom) {

    private static final JsonMapper JSON = new JsonMapper();

    public SavedModel {
        requireNonNull(folder, "folder");
        requireNonNull(labelColumn, "labelColumn");
        features = List.copyOf(features);
        requireNonNull(testFrom, "testFrom");
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the folder holds no model */
    public static SavedModel read(Path folder) {
        Path file = folder.resolve(TrainedModel.JSON_FILE);
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            return new SavedModel(
                    folder,
                    json.required("label").asText(),
                    features(json.required("features")),
                    Instant.parse(json.required("split").required("test_from").asText()));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(file, e);
        }
    }

    /** The file that is served. */
    byte[] onnx() {
        Path file = folder.resolve(TrainedModel.ONNX_FILE);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static List<String> features(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(feature -> feature.required("name").asText())
                .toList();
    }

    private static GranaryException unreadable(Path file, Exception cause) {
        return new GranaryException(
                ErrorCode.INVALID_ARGUMENT,
                "Cannot read model file " + file + ": " + cause.getMessage()
                        + " (expected: a folder that 'granary train' wrote)",
                cause);
    }
}
