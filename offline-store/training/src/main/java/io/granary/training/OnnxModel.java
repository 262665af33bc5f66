package io.granary.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Writes a tree ensemble as ONNX: one input {@value #INPUT} of floats [rows, features], one output of floats [rows, 1],
 * the probability. NaN is missing.
 */
final class OnnxModel {

    static final String INPUT = "features";

    private static final String MARGIN = "margin of the trees";
    private static final String TREES_DOMAIN = "ai.onnx.ml";
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int TREES_OPSET = 3;

    private OnnxModel() {}

    static byte[] write(TreeEnsemble ensemble, List<String> features, String output) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("granary")
                .addOpsetImport(opset("", OPSET))
                .addOpsetImport(opset(TREES_DOMAIN, TREES_OPSET))
                .setGraph(graph(ensemble, features.size(), output))
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("features").setValue(String.join(",", features)))
                .build()
                .toByteArray();
    }

    private static GraphProto graph(TreeEnsemble ensemble, int width, String output) {
        return GraphProto.newBuilder()
                .setName("trees")
                .addInput(floats(INPUT, width))
                .addOutput(floats(output, 1))
                .addNode(trees(ensemble))
                .addNode(logistic(output))
                .build();
    }

    private static NodeProto trees(TreeEnsemble ensemble) {
        return new OnnxTrees(ensemble)
                .write(NodeProto.newBuilder()
                        .setOpType("TreeEnsembleRegressor")
                        .setDomain(TREES_DOMAIN)
                        .addInput(INPUT)
                        .addOutput(MARGIN)
                        .addAttribute(text("post_transform", "NONE"))
                        .addAttribute(text("aggregate_function", "SUM")))
                .build();
    }

    /** A node of its own: ONNX Runtime ignores the trees' LOGISTIC transform when there is one target. */
    private static NodeProto logistic(String output) {
        return NodeProto.newBuilder()
                .setOpType("Sigmoid")
                .addInput(MARGIN)
                .addOutput(output)
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static OperatorSetIdProto opset(String domain, int version) {
        return OperatorSetIdProto.newBuilder()
                .setDomain(domain)
                .setVersion(version)
                .build();
    }

    private static ValueInfoProto floats(String name, int width) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
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
