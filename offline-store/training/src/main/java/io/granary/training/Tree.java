package io.granary.training;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One regression tree, node by node; node 0 is the root. A row goes left when its value is less than the threshold.
 *
 * @param left child, or -1 at a leaf
 * @param threshold at a leaf, what the leaf adds to the margin
 * @param missingLeft whether a missing value goes left
 * @param gain how much the split lowered the loss
 */
record Tree(int[] left, int[] right, int[] feature, float[] threshold, boolean[] missingLeft, float[] gain) {

    /** Reads a tree of XGBoost's JSON model, whose numbers are exact. */
    static Tree read(JsonNode tree) {
        return new Tree(
                ints(tree.required("left_children")),
                ints(tree.required("right_children")),
                ints(tree.required("split_indices")),
                floats(tree.required("split_conditions")),
                flags(tree.required("default_left")),
                floats(tree.required("loss_changes")));
    }

    int nodes() {
        return left.length;
    }

    boolean isLeaf(int node) {
        return left[node] < 0;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(array.get(i).asText());
        }
        return values;
    }

    private static boolean[] flags(JsonNode array) {
        boolean[] values = new boolean[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt() != 0;
        }
        return values;
    }
}
