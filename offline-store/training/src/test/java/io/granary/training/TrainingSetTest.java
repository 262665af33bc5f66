package io.granary.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetColumn.Origin;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.offline.engine.TrainingSetRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingSetTest {

    @TempDir
    Path folder;

    @Test
    void isWhatTheManifestDescribes() throws IOException {
        TrainingSetManifestJson.write(manifest("aa"), folder);

        TrainingSet set = TrainingSet.read(folder);

        assertThat(set.files()).containsExactly(folder.resolve("rows-0.parquet"));
        assertThat(set.eventTimestamp()).isEqualTo("departed_at");
        assertThat(set.features()).containsExactly("origin__delay");
        assertThat(set.registryRevision()).isEqualTo(3);
    }

    @Test
    void checksumFollowsTheFiles() throws IOException {
        TrainingSetManifestJson.write(manifest("aa"), folder);
        String before = TrainingSet.read(folder).checksum();
        TrainingSetManifestJson.write(manifest("bb"), folder);

        assertThat(TrainingSet.read(folder).checksum()).isNotEqualTo(before).startsWith("sha256:");
    }

    @Test
    void refusesAFolderWithoutManifest() {
        assertThatThrownBy(() -> TrainingSet.read(folder)).hasMessageStartingWith("Cannot read manifest ");
    }

    private static TrainingSetManifest manifest(String sha256) {
        return new TrainingSetManifest(
                new TrainingSetRecipe(
                        "flights", 3, null, "departed_at", "delay_model", List.of(), null, null, null, SetShape.PLAIN),
                "spark",
                Instant.EPOCH,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new TrainingSetColumn("late", "BOOL", Origin.ENTITY_FRAME, 0, Map.of(), null),
                        new TrainingSetColumn("origin__delay", "FLOAT64", Origin.FEATURE, 0, Map.of(), null)),
                10,
                null,
                List.of(),
                List.of(new FileVersion("rows-0.parquet", 1, null, sha256)),
                null);
    }
}
