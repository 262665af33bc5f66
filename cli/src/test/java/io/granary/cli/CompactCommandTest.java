package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.archive.ArchiveFileWriter;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.TimestampType;
import io.granary.archive.TopicFolder;
import io.granary.cli.openlineage.ToldEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a compaction does, and what is told of it. */
@Timeout(60)
class CompactCommandTest {

    private static final long NOON = 980_000_000_000L;

    @TempDir
    private Path folder;

    private ToldEvents told;
    private Path archive;

    @BeforeEach
    void write() throws IOException {
        told = ToldEvents.in(folder);
        archive = folder.resolve("archive");
        ArchiveFileWriter file = ArchiveFileWriter.create(new TopicFolder(archive, "trips", "life-1"), 0, 0);
        for (int offset = 0; offset < 3; offset++) {
            file.append(new ArchivedRecord(
                    0, offset, NOON, TimestampType.LOG_APPEND_TIME, null, "trip".getBytes(UTF_8), List.of()));
        }
        file.confirm(3);
        assertThat(file.publish()).isPositive();
    }

    @Test
    void tellsWhichTopicsAreInOtherFiles() throws IOException {
        CommandRun run = compact();

        assertThat(run.exitCode()).as(run.err()).isZero();
        String name = "compact." + archive;
        assertThat(told.all()).containsExactly(name + " START", name + " COMPLETE");
        JsonNode complete = told.last("COMPLETE");
        assertThat(complete.at("/job/namespace").asText()).isEqualTo("granary");
        assertThat(ToldEvents.inputs(complete)).containsExactly("file " + archive.resolve("trips"));
        assertThat(ToldEvents.columns(complete.at("/inputs/0")))
                .containsExactly(
                        "partition int",
                        "offset long",
                        "arrival timestamp-millis",
                        "timestamp_type enum",
                        "key bytes",
                        "value bytes",
                        "headers array");
        assertThat(ToldEvents.outputs(complete)).containsExactly("file " + archive.resolve("trips"));
        assertThat(ToldEvents.rows(complete.at("/outputs/0"))).isEqualTo(3);

        assertThat(compact().exitCode()).isZero();
        assertThat(ToldEvents.outputs(told.last("COMPLETE")))
                .as("nothing was left to do")
                .isEmpty();
    }

    @Test
    void tellsWhichFileCannotBeRead() throws IOException {
        Path file = file();
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.TRUNCATE_EXISTING);

        CommandRun run = compact();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        JsonNode failed = told.last("FAIL");
        assertThat(ToldEvents.error(failed)).contains(file.toString());
        assertThat(run.err()).contains(ToldEvents.error(failed));
        assertThat(ToldEvents.outputs(failed)).containsExactly("file " + archive.resolve("trips"));
    }

    private CommandRun compact() {
        return CommandRun.of("compact", "--archive=" + archive, "--older-than=0s", told.option());
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(each -> each.toString().endsWith(".avro"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
