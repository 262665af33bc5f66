package io.granary.offline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineChoiceTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("shop", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("sold", ScalarType.INT64),
            new Column("note", ScalarType.STRING));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeInputs() throws IOException {
        Files.writeString(folder.resolve("labels.csv"), "x".repeat(1 << 20));
        Files.createDirectory(folder.resolve("sales"));
        Files.writeString(folder.resolve("sales/1.csv"), "x".repeat(1 << 20));
        Files.writeString(folder.resolve("sales/2.csv"), "x".repeat(1 << 20));
    }

    @Test
    void takesTheLocalEngineUpToTheLimit() {
        assertThat(EngineChoice.of(ask("sales").build(), 3 << 20))
                .isEqualTo(new EngineChoice(true, "3.0 MiB to read, no more than 3.0 MiB"));
    }

    @Test
    void takesSparkBeyondTheLimit() {
        assertThat(EngineChoice.of(ask("sales").build(), 2 << 20))
                .isEqualTo(new EngineChoice(false, "3.0 MiB to read, more than 2.0 MiB"));
    }

    @Test
    void countsArchivesOfStreamsThatAreAsked() throws IOException {
        Path archive = folder.resolve("archive");
        Files.createDirectories(archive.resolve("sold/id"));
        Files.writeString(
                archive.resolve("sold/id/00000-0000000000000000000-0000000000000000009.avro"), "x".repeat(2 << 20));
        Files.createDirectories(archive.resolve("paid/id"));
        Files.writeString(
                archive.resolve("paid/id/00000-0000000000000000000-0000000000000000009.avro"), "x".repeat(2 << 20));
        TrainingSetRequest request =
                ask("sold").archive(EventArchive.of(archive)).build();
        assertThat(EngineChoice.of(request, 5 << 20))
                .isEqualTo(new EngineChoice(true, "5.0 MiB to read, 2.0 MiB of them archived, no more than 5.0 MiB"));
        assertThat(EngineChoice.of(request, 4 << 20))
                .isEqualTo(new EngineChoice(false, "5.0 MiB to read, 2.0 MiB of them archived, more than 4.0 MiB"));
        assertThat(EngineChoice.of(ask("sold").build(), 4 << 20))
                .isEqualTo(new EngineChoice(true, "3.0 MiB to read, no more than 4.0 MiB"));
    }

    private TrainingSetRequest.Builder ask(String source) {
        BatchSource sales =
                new BatchSource("sales", BatchSource.Format.CSV, "sales", "at", null, COLUMNS, Metadata.NONE);
        StreamSource.History history =
                new StreamSource.History("sales", Instant.parse("2001-02-01T00:00:00Z"), Duration.ZERO);
        return LastOfShop.request(folder, ScalarType.STRING, source, sales, LastOfShop.stream("sold", COLUMNS, history))
                .entities(folder.resolve("labels.csv"))
                .feature("last:sold");
    }
}
