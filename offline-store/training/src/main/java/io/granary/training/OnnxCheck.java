package io.granary.training;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;

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
        float[] actual = OnnxScores.of(onnx, rows);
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
}
