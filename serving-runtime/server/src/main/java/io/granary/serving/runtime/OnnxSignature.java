package io.granary.serving.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an ONNX file must look like to be served: one float tensor in, the declared outputs out. */
final class OnnxSignature {

    static final String INPUT = "features";

    private static final long ANY = -1;

    private OnnxSignature() {}

    /** @throws GranaryException naming the input or output that is not as declared */
    static void check(OrtSession session, int features, List<Column> outputs) throws OrtException {
        checkInput(session.getInputInfo(), features);
        for (Column output : outputs) {
            checkOutput(session.getOutputInfo(), output);
        }
    }

    private static void checkInput(Map<String, NodeInfo> inputs, int features) {
        TensorInfo input = tensor(inputs.get(INPUT));
        if (inputs.size() != 1 || input == null || input.type != OnnxJavaType.FLOAT) {
            throw GranaryException.invalid("inputs", inputs.keySet(), "one float tensor '" + INPUT + "'");
        }
        requireShape(INPUT, input.getShape(), features);
    }

    private static void checkOutput(Map<String, NodeInfo> outputs, Column declared) {
        String name = "output " + declared.name();
        TensorInfo output = tensor(outputs.get(declared.name()));
        if (output == null) {
            throw GranaryException.invalid(name, "not a tensor of the model", "one of " + outputs.keySet());
        }
        ScalarType type = scalarType(output.type);
        if (type != elementType(declared.type())) {
            throw GranaryException.invalid(name, output.type, declared.type().text());
        }
        requireShape(name, output.getShape(), width(declared.type()));
    }

    /** The type of a tensor's elements, or null when there is none for it here. */
    static @Nullable ScalarType scalarType(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> ScalarType.FLOAT32;
            case DOUBLE -> ScalarType.FLOAT64;
            case INT32 -> ScalarType.INT32;
            case INT64 -> ScalarType.INT64;
            case BOOL -> ScalarType.BOOL;
            case STRING -> ScalarType.STRING;
            default -> null;
        };
    }

    static DataType elementType(DataType type) {
        return type instanceof VectorType ? ScalarType.FLOAT32 : type;
    }

    /** Values a row: 1 of a scalar, the dimension of a vector. */
    static int width(DataType type) {
        return type instanceof VectorType vector ? vector.dimension() : 1;
    }

    private static void requireShape(String name, long[] shape, int width) {
        boolean oneColumn = shape.length == 1 && width == 1;
        boolean matrix = shape.length == 2 && (shape[1] == ANY || shape[1] == width);
        if (!oneColumn && !matrix) {
            throw GranaryException.invalid(name + " shape", Arrays.toString(shape), "[rows, " + width + "]");
        }
    }

    private static @Nullable TensorInfo tensor(@Nullable NodeInfo node) {
        return node != null && node.getInfo() instanceof TensorInfo info ? info : null;
    }
}
