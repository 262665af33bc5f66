package io.granary.serving.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.ModelVersion;
import io.granary.core.type.Column;
import io.granary.serving.plan.LoadedModel;
import io.granary.serving.plan.ModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models in ONNX Runtime: one session a model, shared by all threads, each prediction on the thread that asks for it.
 */
final class OnnxModelRuntime implements ModelRuntime {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @Override
    public LoadedModel load(ModelVersion version, List<Column> outputs, Path file) {
        if (!Files.isReadable(file)) {
            throw failed(file, "no such file", null);
        }
        try (OrtSession.SessionOptions options = options()) {
            return checked(environment.createSession(file.toString(), options), version, outputs);
        } catch (OrtException | GranaryException e) {
            throw failed(file, String.valueOf(e.getMessage()), e);
        }
    }

    private LoadedModel checked(OrtSession session, ModelVersion version, List<Column> outputs) throws OrtException {
        try {
            OnnxSignature.check(session, version.inputs().size(), outputs);
            return new OnnxModel(environment, session, outputs);
        } catch (OrtException | GranaryException e) {
            session.close();
            throw e;
        }
    }

    /** One thread a prediction: many small requests share the machine better than one request all of it. */
    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return options;
    }

    private static GranaryException failed(Path file, String reason, @Nullable Throwable cause) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot load model " + file.getFileName() + ": " + reason, cause);
    }
}
