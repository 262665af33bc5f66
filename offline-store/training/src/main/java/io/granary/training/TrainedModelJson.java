package io.granary.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes what is known of a model as the JSON that lies beside it. */
final class TrainedModelJson {

    private static final JsonMapper JSON = new JsonMapper();

    private TrainedModelJson() {}

    static String write(TrainedModel model) {
        ObjectNode root = JSON.createObjectNode();
        TrainingJob job = model.job();
        root.put("output", job.output());
        root.put("label", job.labelColumn());
        root.put("event_timestamp", job.trainingSet().eventTimestamp());
        root.put("registry_revision", job.trainingSet().registryRevision());
        root.put("training_set_checksum", job.trainingSet().checksum());
        writeFeatures(root.putArray("features"), model);
        ArrayNode skipped = root.putArray("skipped_features");
        model.skippedFeatures().forEach(skipped::add);
        root.put("rows_without_label", model.rowsWithoutLabel());
        writeSplit(root.putObject("split"), model.split());
        writeMetrics(root.putObject("test"), model.test());
        writeMetrics(root.putObject("baseline"), model.baseline());
        root.put("validation_log_loss", model.validationLogLoss());
        root.put("rounds", model.rounds());
        writeHyperparameters(root.putObject("hyperparameters"), job.hyperparameters());
        root.put("onnx_max_difference", model.onnxMaxDifference());
        return root.toPrettyString() + "\n";
    }

    private static void writeFeatures(ArrayNode features, TrainedModel model) {
        for (ModelFeature feature : model.features()) {
            features.addObject()
                    .put("name", feature.name())
                    .put("type", feature.type().text())
                    .put("importance", feature.importance());
        }
    }

    private static void writeSplit(ObjectNode json, Split split) {
        json.put("train_rows", split.trainRows())
                .put("validation_rows", split.validationRows())
                .put("test_rows", split.testRows())
                .put("validation_from", split.validationFrom().toString())
                .put("test_from", split.testFrom().toString());
    }

    private static void writeMetrics(ObjectNode json, Metrics metrics) {
        json.put("rows", metrics.rows()).put("base_rate", metrics.baseRate()).put("log_loss", metrics.logLoss());
        if (Double.isNaN(metrics.auc())) {
            json.putNull("auc");
            return;
        }
        json.put("auc", metrics.auc());
    }

    private static void writeHyperparameters(ObjectNode json, Hyperparameters parameters) {
        json.put("rounds", parameters.rounds())
                .put("depth", parameters.depth())
                .put("eta", parameters.eta())
                .put("patience", parameters.patience())
                .put("threads", parameters.threads())
                .put("seed", parameters.seed());
    }
}
