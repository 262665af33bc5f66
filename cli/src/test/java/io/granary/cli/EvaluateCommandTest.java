package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EvaluateCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderWithoutModelIsRefused() {
        CommandRun run = CommandRun.of("evaluate", folder.toString(), "--training-set", "train");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err())
                .startsWith("granary: Cannot read model file " + folder.resolve("model.json"))
                .contains("(expected: a folder that 'granary train' wrote)");
    }

    @Test
    void aTrainingSetIsNeeded() {
        CommandRun run = CommandRun.of("evaluate", folder.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("Missing required option: '--training-set=FOLDER'");
    }
}
