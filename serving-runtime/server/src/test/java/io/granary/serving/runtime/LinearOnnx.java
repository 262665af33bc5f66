package io.granary.serving.runtime;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real ONNX files whose answers can be told in advance: {@code score} is the weighted sum of the inputs. */
final class LinearOnnx {

    private LinearOnnx() {}

    static Path write(Path file, float... weights) {
        GraphProto graph = GraphProto.newBuilder()
                .setName("linear")
                .addInput(floats("features", weights.length))
                .addOutput(floats("score", 1))
                .addInitializer(weights(weights))
                .addNode(NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .addInput("features")
                        .addInput("weights")
                        .addOutput("score"))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build();
        try {
            return Files.write(file, model.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TensorProto weights(float... weights) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(weights.length)
                .addDims(1);
        for (float weight : weights) {
            tensor.addFloatData(weight);
        }
        return tensor.build();
    }

    private static ValueInfoProto floats(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(Dimension.newBuilder().setDimParam("rows"))
                .addDim(Dimension.newBuilder().setDimValue(width))
                .build();
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
