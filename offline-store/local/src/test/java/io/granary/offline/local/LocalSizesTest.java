package io.granary.offline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class LocalSizesTest {

    private static final long SMALL_MEMORY = 128L << 20;

    @TempDir
    private Path folder;

    @Test
    void keepsTheOrderOfFilesAndRowsAndSpillsWhereMemoryIsShort() throws IOException {
        Path labels = Files.createDirectory(folder.resolve("labels"));
        write(
                labels.resolve("1.parquet"),
                "i AS label, 'k' || (hash(i) % 1000) AS shop, " + moment("i * 7919 % 400000"),
                "range(150000)");
        write(
                labels.resolve("2.parquet"),
                "i AS label, 'k' || (hash(i) % 1000) AS shop, " + moment("i * 7919 % 400000"),
                "range(150000, 300000)");
        write(
                folder.resolve("sales.parquet"),
                "'k' || (hash(i) % 1000) AS shop, i AS sold, repeat('x', 60) || i AS note, " + moment("i"),
                "range(400000)");
        Path scratch = folder.resolve("scratch");
        TrainingSetManifest manifest = new LocalEngine(
                        new LocalEngineConfig(scratch, SMALL_MEMORY, 2), InstantSource.system())
                .buildTrainingSet(request(labels), ProgressListener.NONE);
        assertThat(manifest.rows()).isEqualTo(300_000);
        assertThat(Duck.query("SELECT count(*) AS moved FROM (SELECT label, row_number() OVER () - 1 AS place FROM"
                        + " read_parquet('" + folder + "/set/rows-*.parquet')) WHERE label != place"))
                .containsExactly(Map.of("moved", 0L));
        assertThat(Duck.query("SELECT count(*) AS wrong FROM read_parquet('" + folder
                        + "/set/rows-*.parquet') WHERE last__sold > label * 7919 % 400000"
                        + " OR last__note != repeat('x', 60) || last__sold"))
                .containsExactly(Map.of("wrong", 0L));
        assertThat(scratch).isEmptyDirectory();
    }

    private static String moment(String seconds) {
        return "TIMESTAMPTZ '2001-01-01 00:00:00+00' + to_seconds(" + seconds + ") AS at";
    }

    private static void write(Path file, String columns, String range) {
        Duck.run("COPY (SELECT " + columns + " FROM " + range + " AS t(i)) TO '" + file + "' (FORMAT parquet)");
    }

    private TrainingSetRequest request(Path labels) {
        BatchSource sales =
                new BatchSource("sales", BatchSource.Format.PARQUET, "sales.parquet", "at", null, null, Metadata.NONE);
        return LastOfShop.request(folder, ScalarType.STRING, "sales", sales)
                .entities(labels)
                .eventTimestamp("at")
                .feature("last:*")
                .build();
    }
}
