package io.granary.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as plain data: its margin is {@code baseMargin} plus what each tree adds, its probability the logistic of
 * that.
 */
record TreeEnsemble(float baseMargin, List<Tree> trees) {

    private static final JsonMapper JSON = new JsonMapper();

    TreeEnsemble {
        trees = List.copyOf(trees);
    }

    /** Reads XGBoost's JSON model. */
    static TreeEnsemble read(byte[] json) {
        JsonNode learner = parse(json).required("learner");
        // A probability, although the margin is what the trees add to.
        float baseScore = Float.parseFloat(
                learner.required("learner_model_param").required("base_score").asText());
        List<Tree> trees = new ArrayList<>();
        learner.required("gradient_booster")
                .required("model")
                .required("trees")
                .forEach(tree -> trees.add(Tree.read(tree)));
        return new TreeEnsemble((float) -Math.log(1 / (double) baseScore - 1), trees);
    }

    /** Each feature's share of all the loss that splits took away; they add up to 1 when any tree splits. */
    double[] importance(int features) {
        double[] gains = new double[features];
        double total = 0;
        for (Tree tree : trees) {
            for (int node = 0; node < tree.nodes(); node++) {
                double gain = tree.isLeaf(node) ? 0 : tree.gain()[node];
                gains[tree.feature()[node]] += gain;
                total += gain;
            }
        }
        for (int i = 0; i < features && total > 0; i++) {
            gains[i] /= total;
        }
        return gains;
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("XGBoost wrote a model that is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
