package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

@Timeout(60)
class SecretTest {

    @TempDir
    Path folder;

    private final Secret.Reference reference = new Secret.Reference();

    @Test
    void comesFromAFileWithoutItsLineEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("pass word"), "s3cret \n");
        assertThat(reference.convert("${file:" + file + "}").value()).isEqualTo("s3cret ");
    }

    @Test
    void comesFromTheEnvironment() {
        assertThat(reference.convert("${env:PATH}").value()).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void isNeverPrinted() {
        assertThat(new Secret("s3cret")).hasToString("***");
        assertThatThrownBy(() -> reference.convert("s3cret"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("*** (expected: ${env:NAME} or ${file:PATH})");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> reference.convert("${env:NOBODY_SET_THIS}"))
                .hasMessage("${env:NOBODY_SET_THIS} (expected: a variable of the environment)");
        assertThatThrownBy(() -> reference.convert("${file:" + folder + "/none}"))
                .hasMessage("${file:" + folder + "/none} (expected: a file that can be read)");
    }

    @Test
    void mayBeNamedByTheEnvironmentOrTheConfigurationFile() {
        Map<String, String> environment = Map.of("GRANARY_DATABASE_PASSWORD", "${file:" + folder + "/none}");
        CommandRun run = CommandRun.of(environment, "server", "--database", "jdbc:postgresql://127.0.0.1:9/x");
        assertThat(run.err()).contains("${file:" + folder + "/none} (expected: a file that can be read)");
    }

    @Test
    void isNotEchoedByTheCommand() {
        CommandRun run = CommandRun.of(
                "server", "--database", "jdbc:postgresql://127.0.0.1:9/x", "--database-password", "s3cret");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--database-password").doesNotContain("s3cret");
    }
}
