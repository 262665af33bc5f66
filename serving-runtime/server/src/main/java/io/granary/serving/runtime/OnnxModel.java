package io.granary.serving.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.serving.plan.FeatureMatrix;
import io.granary.serving.plan.LoadedModel;
import io.granary.serving.plan.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model in ONNX Runtime's native memory. */
final class OnnxModel implements LoadedModel {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> outputs = new LinkedHashSet<>();

    OnnxModel(OrtEnvironment environment, OrtSession session, List<Column> outputs) {
        this.environment = environment;
        this.session = session;
        outputs.forEach(output -> this.outputs.add(output.name()));
    }

    @Override
    public List<Tensor> predict(FeatureMatrix features) {
        long[] shape = {features.rows(), features.columns()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(features.values()), shape);
                OrtSession.Result result = session.run(Map.of(OnnxSignature.INPUT, input), outputs)) {
            List<Tensor> tensors = new ArrayList<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                tensors.add(tensor(output.getKey(), (OnnxTensor) output.getValue(), features.rows()));
            }
            return tensors;
        } catch (OrtException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static Tensor tensor(String name, OnnxTensor output, int rows) throws OrtException {
        long[] shape = output.getInfo().getShape();
        if (shape.length == 0 || shape[0] != rows) {
            throw failed("output " + name + " does not have " + rows + " rows", null);
        }
        return switch (output.getInfo().type) {
            case FLOAT ->
                new Tensor(
                        name, ScalarType.FLOAT32, shape, output.getFloatBuffer().array());
            case DOUBLE ->
                new Tensor(
                        name,
                        ScalarType.FLOAT64,
                        shape,
                        output.getDoubleBuffer().array());
            case INT32 ->
                new Tensor(name, ScalarType.INT32, shape, output.getIntBuffer().array());
            case INT64 ->
                new Tensor(name, ScalarType.INT64, shape, output.getLongBuffer().array());
            case BOOL -> new Tensor(name, ScalarType.BOOL, shape, booleans(output.getByteBuffer()));
            default -> new Tensor(name, ScalarType.STRING, shape, texts(output.getValue()));
        };
    }

    private static boolean[] booleans(ByteBuffer bytes) {
        boolean[] values = new boolean[bytes.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.get() != 0;
        }
        return values;
    }

    /** ONNX Runtime gives texts as arrays nested like the shape. */
    private static String[] texts(Object values) {
        List<String> texts = new ArrayList<>();
        flatten((Object[]) values, texts);
        return texts.toArray(String[]::new);
    }

    private static void flatten(Object[] values, List<String> texts) {
        for (Object value : values) {
            if (value instanceof Object[] nested) {
                flatten(nested, texts);
            } else {
                texts.add((String) value);
            }
        }
    }

    private static GranaryException failed(String reason, @Nullable Throwable cause) {
        return new GranaryException(ErrorCode.INTERNAL, "Cannot run the model: " + reason, cause);
    }
}
