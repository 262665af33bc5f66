package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {

    @TempDir
    Path folder;

    private TrainedModel trained;
    private SavedModel model;

    @BeforeEach
    void train() {
        TrainingJob job = ParquetTable.job(folder, ParquetTable.FLIGHTS);
        trained = Trainer.train(job, TrainingProgress.SILENT);
        model = SavedModel.read(job.folder());
    }

    @Test
    void findsOnTheModelsOwnSetWhatTrainingFound() {
        Metrics metrics = Evaluation.of(model, trained.job().trainingSet());

        assertThat(metrics.rows()).isEqualTo(trained.test().rows());
        assertThat(metrics.baseRate()).isEqualTo(trained.test().baseRate());
        assertThat(metrics.auc()).isEqualTo(trained.test().auc(), within(1e-5));
        assertThat(metrics.logLoss()).isEqualTo(trained.test().logLoss(), within(1e-5));
    }

    @Test
    void isWorseWhereAFeatureIsNotKnown() {
        TrainingSet served =
                set("SELECT * REPLACE (NULL::DOUBLE AS origin__delay) FROM (" + ParquetTable.FLIGHTS + ")");

        assertThat(Evaluation.of(model, served).auc()).isLessThan(trained.test().auc() - 0.1);
    }

    @Test
    void doesNotCareForTheOrderOfColumnsAndRows() {
        TrainingSet turned = set("SELECT late, origin__city, origin__busy, route__distance, origin__delay, departed_at"
                + " FROM (" + ParquetTable.FLIGHTS + ") ORDER BY departed_at DESC");

        Metrics metrics = Evaluation.of(model, turned);

        assertThat(metrics.auc()).isEqualTo(trained.test().auc(), within(1e-5));
        assertThat(metrics.logLoss()).isEqualTo(trained.test().logLoss(), within(1e-5));
    }

    @Test
    void refusesASetWithoutLaterRows() {
        TrainingSet early = set(ParquetTable.FLIGHTS + " WHERE i < 3400");

        assertThatThrownBy(() -> Evaluation.of(model, early))
                .hasMessage("training set: 3400 rows with a label, all before 1970-01-03T08:40:00Z (expected: rows from"
                        + " then on, as the model saw those before)");
    }

    @Test
    void refusesASetThatLacksAFeature() {
        TrainingSet narrow = set("SELECT * EXCLUDE (origin__busy) FROM (" + ParquetTable.FLIGHTS + ")");

        assertThatThrownBy(() -> Evaluation.of(model, narrow))
                .hasMessageStartingWith("feature: origin__busy (expected: one of [");
    }

    @Test
    void refusesAFeatureOfAnotherType() {
        TrainingSet text = set("SELECT * REPLACE ('yes' AS origin__busy) FROM (" + ParquetTable.FLIGHTS + ")");

        assertThatThrownBy(() -> Evaluation.of(model, text))
                .hasMessage("features: [origin__busy] (expected: numbers or booleans, as in training)");
    }

    @Test
    void refusesAFolderWithoutModel() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> SavedModel.read(empty))
                .hasMessageStartingWith("Cannot read model file " + empty.resolve("model.json"))
                .hasMessageEndingWith("(expected: a folder that 'granary train' wrote)");
    }

    private TrainingSet set(String query) {
        try {
            return ParquetTable.write(Files.createTempDirectory(folder, "set"), query);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
