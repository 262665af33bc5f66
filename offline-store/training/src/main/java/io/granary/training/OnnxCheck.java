package io.granary.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.FloatBuffer;
import java.util.Map;

/** Proves that the ONNX file answers as the native model does, before anyone serves it. */
final class OnnxCheck {

    static final double TOLERANCE = 1e-5;

    private OnnxCheck() {}

    /**
     * The greatest absolute difference between the two over some rows.
     *
     * @throws GranaryException (INTERNAL) when it is above {@value #TOLERANCE}
     */
    static double maxDifference(byte[] onnx, TrainingTable rows, float[] expected) {
        float[] actual = predict(onnx, rows);
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
        }
        // Written so that a NaN fails too.
        if (!(difference <= TOLERANCE)) {
            throw new GranaryException(
                    ErrorCode.INTERNAL,
                    "Cannot save the model: ONNX differs from XGBoost by " + difference + " (expected: <= " + TOLERANCE
                            + ")");
        }
        return difference;
    }

    private static float[] predict(byte[] onnx, TrainingTable rows) {
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
