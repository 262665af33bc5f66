package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine does when files change under it, are damaged, or cannot be written. */
public abstract class OfflineHazardContract extends OfflineContract {

    private static final int ROWS = 20_000;

    @BeforeEach
    final void writeTables() {
        write("sales.parquet", "'s' || i AS shop, '2001-01-01'::TIMESTAMPTZ + to_seconds(i) AS at, i * 7919 AS sold");
        write(
                "labels.parquet",
                "'s' || i AS shop, '2001-02-01'::TIMESTAMPTZ AS event_timestamp, md5(i::VARCHAR) AS note");
        project.define(new BatchSource(
                        "sales",
                        BatchSource.Format.PARQUET,
                        "sales.parquet",
                        "at",
                        null,
                        ExampleProject.columns(SALES),
                        Metadata.NONE))
                .view("last", "shop", "sales", null, "sold INT64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales.parquet", "labels.parquet"})
    void failsWhenAFileChangesUnderIt(String file) {
        assertThatThrownBy(() -> engine().buildTrainingSet(request(), changing(folder.resolve(file))))
                .hasMessageContaining("/" + file + ": it changed after it was listed: it had ")
                .hasMessageEndingWith("; run the job again");
        assertNothingIsLeft();
    }

    /** As soon as all is read, and before anything is seen. */
    private static ProgressListener changing(Path file) {
        return progress -> {
            if (progress.stage().startsWith("writing")) {
                append(file);
            }
        };
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "more", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales.parquet", "labels.parquet"})
    void namesAFileInWhichABitFlipped(String name) throws IOException {
        Path file = folder.resolve(name);
        ChecksummedParquet.rewrite(file);
        engine().buildTrainingSet(request(), ProgressListener.NONE);
        assertThat(column("last__sold")).hasSize(ROWS).contains((ROWS - 1) * 7919L);
        DamagedParquet.flipBit(file, name.equals("sales.parquet") ? "sold" : "note");
        TrainingSetRequest again =
                ask().entities(labels()).feature("last:sold").replacingOutput().build();
        assertThatThrownBy(() -> engine().buildTrainingSet(again, ProgressListener.NONE))
                .hasMessageContaining(name);
    }

    /** A file may not grow, as on a disk that is full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void failsWhenNothingMoreCanBeWritten() {
        try (FileSizeLimit limit = new FileSizeLimit()) {
            assertThatThrownBy(() -> engine().buildTrainingSet(request(), progress -> {
                        if (progress.stage().startsWith("joining")) {
                            limit.lower(4_096);
                        }
                    }))
                    .hasStackTraceContaining("File too large");
        }
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("sales.parquet", "labels.parquet");
    }

    private TrainingSetRequest request() {
        return ask().entities(labels()).feature("last:sold").build();
    }

    private Path labels() {
        return folder.resolve("labels.parquet");
    }

    private void write(String file, String columns) {
        Duck.run("COPY (SELECT " + columns + " FROM range(" + ROWS + ") AS t(i)) TO '" + folder.resolve(file)
                + "' (FORMAT parquet, COMPRESSION uncompressed)");
    }
}
