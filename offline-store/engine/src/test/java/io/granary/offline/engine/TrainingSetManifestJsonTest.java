package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.FeatureSelection;
import io.granary.offline.engine.statistics.ColumnKind;
import io.granary.offline.engine.statistics.ColumnStatistics;
import io.granary.offline.engine.statistics.SetSketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingSetManifestJsonTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrites() throws IOException {
        TrainingSetManifest manifest = manifest();
        TrainingSetManifestJson.write(manifest, folder);
        assertThat(TrainingSetManifestJson.read(folder)).isEqualTo(manifest);
    }

    @Test
    void namesTheFileThatIsNoManifest() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), "{\"project\": \"p\"}");
        assertThatThrownBy(() -> TrainingSetManifestJson.read(folder))
                .hasMessageStartingWith("Cannot read manifest " + folder.resolve("manifest.json") + ": ")
                .hasMessageContaining("revision");
    }

    private static TrainingSetManifest manifest() {
        Instant moment = Instant.parse("2001-01-08T00:00:00.000001Z");
        return new TrainingSetManifest(
                new TrainingSetRecipe(
                        "flights",
                        3,
                        "/labels.parquet",
                        "departed_at",
                        null,
                        List.of(new FeatureSelection("last", "role", Map.of("shop", "store"), List.of("b"))),
                        Knowledge.CREATED,
                        Path.of("/archive"),
                        new TableVersion("lake.labels", 1, moment, 0),
                        shape()),
                "spark 4.1.2",
                moment,
                List.of(new FileVersion("/labels.parquet", 10, moment, "abc")),
                List.of(new SourceVersion(
                        "arrivals",
                        Knowledge.AS_SERVED,
                        List.of(
                                new FileVersion("/flights.parquet", 5, moment, null),
                                new FileVersion("s3://lake/flights.parquet", 5, moment, null, "e-1")),
                        new TableVersion("lake.flights", Long.MIN_VALUE, moment, 2))),
                List.of(
                        new ArchiveGap("arrivals", "flights", 1, 3, 7L),
                        new ArchiveGap("arrivals", "flights", 2, 9, null)),
                List.of(
                        new TrainingSetColumn("late", "BOOL", TrainingSetColumn.Origin.ENTITY_FRAME, 0, Map.of(), null),
                        new TrainingSetColumn(
                                "a__b",
                                "INT64",
                                TrainingSetColumn.Origin.FEATURE,
                                1,
                                Map.of("PRESENT", 9L),
                                statistics())),
                10,
                "0123",
                List.of(
                        new SetPart("train", 8, null, List.of("train/rows-00000.parquet")),
                        new SetPart("test", 2, moment, List.of())),
                List.of(new FileVersion("rows-00000.parquet", 7, null, "def")),
                new TableVersion("lake.sets.late", 9, moment, 1));
    }

    private static SetShape shape() {
        return new SetShape(
                FrameSample.parse("0.25", 7),
                SetSplit.parse("entity:0.8,0.2", List.of("shop"), -3),
                LabelJoin.of("last:b", Duration.ofDays(7), null));
    }

    private static ColumnStatistics statistics() {
        SetSketch sketch = new SetSketch(List.of(ColumnKind.REAL));
        for (double value : new double[] {1, 2.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
            sketch.real(0, value);
            sketch.endRow();
        }
        return sketch.statistics(0);
    }
}
