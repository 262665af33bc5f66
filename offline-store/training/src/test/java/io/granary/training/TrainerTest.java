package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.granary.core.GranaryException;
import io.granary.core.definition.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerTest {

    @TempDir
    Path folder;

    @Test
    void learnsWhatTheLabelDependsOn() {
        TrainedModel model = train(ParquetTable.FLIGHTS);

        assertThat(model.test().auc()).isGreaterThan(0.85);
        assertThat(model.test().logLoss()).isLessThan(model.baseline().logLoss());
        assertThat(model.baseline().auc()).isEqualTo(0.5);
        assertThat(importance(model, "origin__delay")).isGreaterThan(importance(model, "route__distance"));
    }

    @Test
    void splitsByTimeIntoSeventyFifteenFifteen() {
        Split split = train(ParquetTable.FLIGHTS).split();

        assertThat(split.trainRows()).isEqualTo(2800);
        assertThat(split.validationRows()).isEqualTo(600);
        assertThat(split.testRows()).isEqualTo(600);
        assertThat(split.validationFrom()).isEqualTo("1970-01-02T22:40:00Z");
    }

    @Test
    void skipsFeaturesThatAreNeitherNumberNorBoolean() {
        TrainedModel model = train(ParquetTable.FLIGHTS);

        assertThat(model.skippedFeatures()).containsExactly("origin__city");
        assertThat(model.features())
                .extracting(ModelFeature::name)
                .containsExactly("origin__delay", "route__distance", "origin__busy");
    }

    @Test
    void leavesOutExcludedFeatures() {
        TrainingJob job = ParquetTable.job(folder, ParquetTable.FLIGHTS);
        TrainingJob without = job.withoutFeatures(Set.of("origin__delay"));

        assertThat(Trainer.train(without, TrainingProgress.SILENT).features())
                .extracting(ModelFeature::name)
                .doesNotContain("origin__delay");
    }

    @Test
    void refusesToExcludeAnUnknownFeature() {
        TrainingJob job = ParquetTable.job(folder, ParquetTable.FLIGHTS);

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> job.withoutFeatures(Set.of("origin__dealy")))
                .withMessageStartingWith("excluded feature: origin__dealy (expected: one of [origin__delay, ");
    }

    @Test
    void savesTheModelItReports() throws IOException {
        TrainedModel model = train(ParquetTable.FLIGHTS);

        JsonNode json =
                new JsonMapper().readTree(Files.readString(model.job().folder().resolve(TrainedModel.JSON_FILE)));
        assertThat(json.required("registry_revision").intValue()).isEqualTo(7);
        assertThat(json.required("test").required("auc").doubleValue())
                .isEqualTo(model.test().auc());
        assertThat(model.job().folder().resolve(TrainedModel.ONNX_FILE)).isNotEmptyFile();
        assertThat(model.job().folder().resolve(TrainedModel.NATIVE_FILE)).isNotEmptyFile();
        assertThat(model.onnxMaxDifference()).isLessThanOrEqualTo(OnnxCheck.TOLERANCE);
    }

    @Test
    void isTheSameOnEveryRun() throws IOException {
        TrainedModel first = train(ParquetTable.FLIGHTS);
        byte[] firstFile = Files.readAllBytes(first.job().folder().resolve(TrainedModel.ONNX_FILE));
        Path again = Files.createDirectory(folder.resolve("again"));

        TrainedModel second = Trainer.train(ParquetTable.job(again, ParquetTable.FLIGHTS), TrainingProgress.SILENT);

        assertThat(second.job().folder().resolve(TrainedModel.ONNX_FILE)).hasBinaryContent(firstFile);
    }

    @Test
    void stopsWhenValidationNoLongerImproves() {
        List<Integer> rounds = new ArrayList<>();
        TrainingJob job = ParquetTable.job(folder, flightsWithLabel("hash(i * 7919) % 2 = 0"));

        TrainedModel model = Trainer.train(job, (round, of, loss) -> rounds.add(round));

        assertThat(rounds).hasSize(model.rounds() + job.hyperparameters().patience());
        assertThat(model.test().auc()).isEqualTo(0.5, within(0.1));
    }

    @Test
    void namesInputsAndRevisionOfTheVersion() {
        ModelVersion version = train(ParquetTable.FLIGHTS).toVersion("1", "delay/1/model.onnx");

        assertThat(version.inputs()).containsExactly("origin__delay", "route__distance", "origin__busy");
        assertThat(version.registryRevision()).isEqualTo(7);
        assertThat(version.metrics()).containsKeys("auc", "log_loss", "base_rate");
    }

    @Test
    void countsRowsWithoutLabel() {
        TrainedModel model = train(flightsWithLabel("CASE WHEN i < 100 THEN NULL ELSE late END"));

        assertThat(model.rowsWithoutLabel()).isEqualTo(100);
    }

    @Test
    void refusesAnEmptySet() {
        assertRefused(ParquetTable.FLIGHTS + " LIMIT 0", "label column late: 0 rows with a label, 0 without");
    }

    @Test
    void refusesALabelThatIsAlwaysTheSame() {
        assertRefused(
                flightsWithLabel("true"),
                "label column late: true in all 2800 rows of the train part (expected: both true and false)");
    }

    @Test
    void refusesALabelThatIsNoYesOrNo() {
        assertRefused(flightsWithLabel("2"), "label column late: 2.0 (expected: true, false, 1, 0 or null)");
    }

    @Test
    void refusesANumberBeyondThirtyTwoBitFloats() {
        assertRefused(
                ParquetTable.FLIGHTS.replace("/ 10.0::DOUBLE - 20", "* 1e300"),
                "feature origin__delay: ",
                "32-bit float holds");
    }

    @Test
    void refusesRowsOfOneTime() {
        assertRefused(
                ParquetTable.FLIGHTS.replace("i * 60000000", "0"), "event timestamps: 1 different times in 4000 rows");
    }

    @Test
    void refusesAnUnknownColumn() {
        assertRefused("SELECT 1 AS late", "event timestamp: departed_at (expected: one of [late])");
    }

    @Test
    void refusesToOverwriteAModel() throws IOException {
        Files.createDirectory(folder.resolve("model"));

        assertRefused(ParquetTable.FLIGHTS, "model folder: ", "a folder that does not exist yet");
    }

    private TrainedModel train(String query) {
        return Trainer.train(ParquetTable.job(folder, query), TrainingProgress.SILENT);
    }

    private void assertRefused(String query, String... messageParts) {
        TrainingJob job = ParquetTable.job(folder, query);

        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(() -> Trainer.train(job, TrainingProgress.SILENT))
                .satisfies(e -> assertThat(e.getMessage()).contains(messageParts));
    }

    private static double importance(TrainedModel model, String name) {
        return model.features().stream()
                .filter(feature -> feature.name().equals(name))
                .mapToDouble(ModelFeature::importance)
                .sum();
    }

    private static String flightsWithLabel(String label) {
        return "SELECT * EXCLUDE (late), " + label + " AS late FROM (" + ParquetTable.FLIGHTS + ")";
    }
}
