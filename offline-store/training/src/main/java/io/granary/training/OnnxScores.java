package io.granary.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.FloatBuffer;
import java.util.Map;

/** Asks an ONNX file, as it would be served. */
final class OnnxScores {

    private OnnxScores() {}

    /**
     * The probability of each row.
     *
     * @throws GranaryException (INTERNAL) when ONNX Runtime does not take the file or the rows
     */
    static float[] of(byte[] onnx, TrainingTable rows) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(onnx, options);
                OnnxTensor input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(rows.values()), new long[] {rows.rows(), rows.width()});
                OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        } catch (OrtException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot run the model as ONNX: " + e.getMessage(), e);
        }
    }
}
