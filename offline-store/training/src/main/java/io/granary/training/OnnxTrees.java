package io.granary.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;

/** The parallel arrays that ONNX's tree operators want, one element a node of any tree. */
final class OnnxTrees {

    private final AttributeProto.Builder treeIds = ints("nodes_treeids");
    private final AttributeProto.Builder nodeIds = ints("nodes_nodeids");
    private final AttributeProto.Builder features = ints("nodes_featureids");
    private final AttributeProto.Builder trueNodes = ints("nodes_truenodeids");
    private final AttributeProto.Builder falseNodes = ints("nodes_falsenodeids");
    private final AttributeProto.Builder missingTrue = ints("nodes_missing_value_tracks_true");
    private final AttributeProto.Builder thresholds = floats("nodes_values");
    private final AttributeProto.Builder modes =
            AttributeProto.newBuilder().setName("nodes_modes").setType(AttributeType.STRINGS);
    private final AttributeProto.Builder leafTrees = ints("target_treeids");
    private final AttributeProto.Builder leafNodes = ints("target_nodeids");
    private final AttributeProto.Builder leafTargets = ints("target_ids");
    private final AttributeProto.Builder leafWeights = floats("target_weights");
    private final AttributeProto.Builder baseMargin = floats("base_values");

    OnnxTrees(TreeEnsemble ensemble) {
        baseMargin.addFloats(ensemble.baseMargin());
        for (int id = 0; id < ensemble.trees().size(); id++) {
            addTree(id, ensemble.trees().get(id));
        }
    }

    NodeProto.Builder write(NodeProto.Builder node) {
        return node.addAttribute(AttributeProto.newBuilder()
                        .setName("n_targets")
                        .setType(AttributeType.INT)
                        .setI(1))
                .addAttribute(treeIds)
                .addAttribute(nodeIds)
                .addAttribute(features)
                .addAttribute(trueNodes)
                .addAttribute(falseNodes)
                .addAttribute(missingTrue)
                .addAttribute(thresholds)
                .addAttribute(modes)
                .addAttribute(leafTrees)
                .addAttribute(leafNodes)
                .addAttribute(leafTargets)
                .addAttribute(leafWeights)
                .addAttribute(baseMargin);
    }

    private void addTree(int id, Tree tree) {
        for (int node = 0; node < tree.nodes(); node++) {
            treeIds.addInts(id);
            nodeIds.addInts(node);
            if (tree.isLeaf(node)) {
                addLeaf(id, node, tree.threshold()[node]);
            } else {
                addSplit(tree, node);
            }
        }
    }

    private void addSplit(Tree tree, int node) {
        add("BRANCH_LT", tree.feature()[node], tree.left()[node], tree.right()[node]);
        missingTrue.addInts(tree.missingLeft()[node] ? 1 : 0);
        thresholds.addFloats(tree.threshold()[node]);
    }

    private void addLeaf(int id, int node, float weight) {
        add("LEAF", 0, 0, 0);
        missingTrue.addInts(0);
        thresholds.addFloats(0);
        leafTrees.addInts(id);
        leafNodes.addInts(node);
        leafTargets.addInts(0);
        leafWeights.addFloats(weight);
    }

    private void add(String mode, int feature, int whenTrue, int whenFalse) {
        modes.addStrings(ByteString.copyFromUtf8(mode));
        features.addInts(feature);
        trueNodes.addInts(whenTrue);
        falseNodes.addInts(whenFalse);
    }

    private static AttributeProto.Builder ints(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
    }

    private static AttributeProto.Builder floats(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
    }
}
