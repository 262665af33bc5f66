package io.granary.training;

import io.granary.core.definition.ModelVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What training gave: the files in the job's folder ({@value #ONNX_FILE}, {@value #NATIVE_FILE}, {@value #JSON_FILE})
 * and how good the model is on rows later than any it saw.
 *
 * @param features in the order of the input tensor's columns
 * @param skippedFeatures features of the set whose type trees cannot use
 * @param rowsWithoutLabel rows left out because their label is null
 * @param rounds trees kept
 * @param test metrics of the model on the test part
 * @param baseline metrics on the test part of always answering the train part's base rate
 * @param onnxMaxDifference greatest absolute difference between the native and the ONNX model over every labelled row
 */
public record TrainedModel(
        TrainingJob job,
        List<ModelFeature> features,
        List<String> skippedFeatures,
        int rowsWithoutLabel,
        Split split,
        int rounds,
        double validationLogLoss,
        Metrics test,
        Metrics baseline,
        double onnxMaxDifference) {

    public static final String ONNX_FILE = "model.onnx";
    public static final String NATIVE_FILE = "model.ubj";
    public static final String JSON_FILE = "model.json";

    public TrainedModel {
        features = List.copyOf(features);
        skippedFeatures = List.copyOf(skippedFeatures);
    }

    /** What to register: the metrics that exist, and the inputs in order. */
    public ModelVersion toVersion(String version, String uri) {
        return new ModelVersion(
                version,
                uri,
                ModelVersion.Format.ONNX,
                features.stream().map(ModelFeature::name).toList(),
                job.trainingSet().registryRevision(),
                metrics());
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new HashMap<>(Map.of(
                "log_loss", test.logLoss(),
                "base_rate", test.baseRate(),
                "baseline_log_loss", baseline.logLoss(),
                "test_rows", (double) test.rows()));
        if (!Double.isNaN(test.auc())) {
            metrics.put("auc", test.auc());
        }
        return metrics;
    }
}
