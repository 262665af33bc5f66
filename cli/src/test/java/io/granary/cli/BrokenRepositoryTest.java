package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of mistake in one repository, and the one report that names them all. */
@Timeout(60)
class BrokenRepositoryTest {

    @ParameterizedTest
    @ValueSource(strings = {"validate", "plan", "apply"})
    void everyProblemOfEveryFileIsReportedInOneRun(String command) throws IOException, URISyntaxException {
        CommandRun run = CommandRun.of(command, "--repo", resource("broken").toString());

        assertThat(run.err()).isEqualTo(Files.readString(resource("broken-report.txt")));
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void aFolderThatIsNoneIsReported() {
        CommandRun run = CommandRun.of("validate", "--repo", "no-such-folder");

        assertThat(run.err()).contains("no-such-folder").contains("(expected: a folder that can be read)");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(BrokenRepositoryTest.class.getResource(name).toURI());
    }
}
