package io.granary.offline.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.offline.engine.SetPart;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRecipe;
import io.granary.offline.engine.statistics.ColumnKind;
import io.granary.offline.engine.statistics.SetSketch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TrainingSetReportTest {

    @Test
    void drawsEveryColumnAndEscapesWhatIsData() {
        SetSketch sketch = new SetSketch(List.of(ColumnKind.REAL, ColumnKind.TEXT));
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            sketch.value(0, random.nextGaussian());
            sketch.value(1, i % 3 == 0 ? "<script>alert(1)</script>" : "Paris & 'Rome'");
            sketch.endRow();
        }
        List<TrainingSetColumn> columns = TrainingSetColumn.withStatistics(
                List.of(
                        new TrainingSetColumn(
                                "a__x",
                                "FLOAT64",
                                TrainingSetColumn.Origin.FEATURE,
                                100,
                                Map.of("PRESENT", 500L),
                                null),
                        new TrainingSetColumn(
                                "\"><img src=x>", "STRING", TrainingSetColumn.Origin.ENTITY_FRAME, 0, Map.of(), null)),
                sketch);
        String html = TrainingSetReport.html(new TrainingSetManifest(
                new TrainingSetRecipe("shops", 1, null, "at", null, List.of(), null, null, null, SetShape.PLAIN),
                "local",
                Instant.EPOCH,
                List.of(),
                List.of(),
                List.of(),
                columns,
                600,
                sketch.checksum(),
                List.of(
                        new SetPart("train", 450, null, List.of()),
                        new SetPart("test", 150, Instant.parse("2026-01-01T00:00:00Z"), List.of())),
                List.of(),
                null));
        assertThat(html)
                .contains("<h2>a__x</h2>", "&quot;&gt;&lt;img src=x&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains(
                        "<p>train: 450 rows</p>", "width=\"240.0\"", "<p>test: 150 rows from 2026-01-01T00:00:00Z</p>")
                .contains("Paris &amp; &#39;Rome&#39;", "class=\"bar\"", "prefers-color-scheme:dark")
                .doesNotContain("<script", "<img", "http");
    }
}
