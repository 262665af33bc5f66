package io.granary.training;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains gradient-boosted trees for a yes-or-no label on a training set: its parts by time, else the first 70 % of its time to learn from, the
 * next 15 % to know when to stop, the last 15 % to judge. The same job gives the same model when it uses one thread.
 */
public final class Trainer {

    private static final int PARTS = 3;

    private Trainer() {}

    /**
     * Trains, proves that the ONNX file answers as the native model does, and writes the folder in one step.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming what of the set cannot be trained on
     */
    public static TrainedModel train(TrainingJob job, TrainingProgress progress) {
        ModelFolder folder = ModelFolder.reserve(job.folder());
        LabelledRows rows = TrainingTableReader.read(job);
        TrainingTable table = rows.table();
        requireRows(job, rows);
        TimeSplit split = TimeSplit.of(job.trainingSet(), table.timeMicros());
        TrainingTable train = table.select(split.train());
        requireTwoClasses(job, train);
        try (BoostedTrees trees =
                BoostedTrees.fit(train, table.select(split.validation()), job.hyperparameters(), progress)) {
            return save(folder, job, rows, split, trees);
        }
    }

    private static TrainedModel save(
            ModelFolder folder, TrainingJob job, LabelledRows rows, TimeSplit split, BoostedTrees trees) {
        TrainingTable table = rows.table();
        trees.nameFeatures(table.features());
        TreeEnsemble ensemble = TreeEnsemble.read(trees.bytes("json"));
        List<ModelFeature> features = features(table, ensemble);
        byte[] onnx = OnnxModel.write(
                ensemble, features.stream().map(ModelFeature::name).toList(), job.output());
        double difference = OnnxCheck.maxDifference(onnx, table, trees.predict(table));
        TrainingTable test = table.select(split.test());
        TrainedModel model = new TrainedModel(
                job,
                features,
                rows.skipped(),
                rows.withoutLabel(),
                Split.of(split),
                trees.rounds(),
                trees.validationLogLoss(),
                Metrics.of(trees.predict(test), test.labels()),
                Metrics.ofConstant(table.select(split.train()).baseRate(), test.labels()),
                difference);
        folder.write(trees.bytes("ubj"), onnx, model);
        return model;
    }

    private static List<ModelFeature> features(TrainingTable table, TreeEnsemble ensemble) {
        double[] importance = ensemble.importance(table.width());
        List<ModelFeature> features = new ArrayList<>();
        for (int i = 0; i < table.width(); i++) {
            FeatureColumn column = table.features().get(i);
            features.add(new ModelFeature(column.name(), column.type(), importance[i]));
        }
        return features;
    }

    private static void requireRows(TrainingJob job, LabelledRows rows) {
        if (rows.table().rows() < PARTS) {
            throw GranaryException.invalid(
                    "label column " + job.labelColumn(),
                    rows.table().rows() + " rows with a label, " + rows.withoutLabel() + " without",
                    "at least " + PARTS + " rows with a label");
        }
    }

    private static void requireTwoClasses(TrainingJob job, TrainingTable train) {
        double rate = train.baseRate();
        if (rate == 0 || rate == 1) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT,
                    "label column " + job.labelColumn() + ": " + (rate == 1) + " in all " + train.rows()
                            + " rows of the train part (expected: both true and false)");
        }
    }
}
