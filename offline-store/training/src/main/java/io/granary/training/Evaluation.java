package io.granary.training;

import io.granary.core.GranaryException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/**
 * Judges a saved model, as it is served (ONNX), on the rows of a training set that are later than all it saw. The set may
 * be another one than it was trained on: of the same moments as they were served, or of a later month.
 */
public final class Evaluation {

    private Evaluation() {}

    /** @throws GranaryException (INVALID_ARGUMENT) naming what the set lacks */
    public static Metrics of(SavedModel model, TrainingSet set) {
        LabelledRows rows = TrainingTableReader.read(set, model.labelColumn(), model.features());
        if (!rows.skipped().isEmpty()) {
            throw GranaryException.invalid("features", rows.skipped(), "numbers or booleans, as in training");
        }
        TrainingTable unseen = unseen(rows.table(), model);
        return Metrics.of(OnnxScores.of(model.onnx(), unseen), unseen.labels());
    }

    private static TrainingTable unseen(TrainingTable table, SavedModel model) {
        long from = ChronoUnit.MICROS.between(Instant.EPOCH, model.testFrom());
        int[] unseen = IntStream.range(0, table.rows())
                .filter(row -> table.timeMicros()[row] >= from)
                .toArray();
        if (unseen.length == 0) {
            throw GranaryException.invalid(
                    "training set",
                    table.rows() + " rows with a label, all before " + model.testFrom(),
                    "rows from then on, as the model saw those before");
        }
        return table.select(unseen);
    }
}
