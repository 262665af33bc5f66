package io.granary.training;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a model is saved: complete or not there at all. */
final class ModelFolder {

    private final Path folder;

    private ModelFolder(Path folder) {
        this.folder = folder;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when the folder exists, so that no model is overwritten */
    static ModelFolder reserve(Path folder) {
        if (Files.exists(folder)) {
            throw GranaryException.invalid("model folder", folder, "a folder that does not exist yet");
        }
        return new ModelFolder(folder.toAbsolutePath());
    }

    void write(byte[] nativeModel, byte[] onnx, TrainedModel model) {
        Path parent = folder.resolveSibling(".");
        try {
            Files.createDirectories(parent);
            Path partial = Files.createTempDirectory(parent, ".model");
            Files.write(partial.resolve(TrainedModel.NATIVE_FILE), nativeModel);
            Files.write(partial.resolve(TrainedModel.ONNX_FILE), onnx);
            Files.writeString(
                    partial.resolve(TrainedModel.JSON_FILE), TrainedModelJson.write(model), StandardCharsets.UTF_8);
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot write model folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
