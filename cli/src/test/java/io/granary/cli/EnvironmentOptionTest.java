package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --env} means to commands. */
@Timeout(60)
class EnvironmentOptionTest {

    @TempDir
    Path folder;

    @BeforeEach
    void makeRepository() throws IOException {
        write("granary.yaml", """
                project: taxis
                environments:
                  dev: {project: taxis_dev}
                  production: {registry: "http://127.0.0.1:9"}
                """);
        write("a.yaml", "kind: Entity\nname: driver\njoinKeys: [{name: driver, type: STRING}]\n");
        write("environments/dev/a.yaml", "kind: Entity\nname: rider\njoinKeys: [{name: rider, type: STRING}]\n");
    }

    @Test
    void validateChecksOneEnvironmentOrEach() throws IOException {
        assertThat(run("validate").out()).isEqualTo("Project 'taxis' is valid: 1 Entity.\n");
        assertThat(run("validate", "--env", "dev").out())
                .isEqualTo("Project 'taxis_dev' is valid in environment 'dev': 2 Entity.\n");
        assertThat(run("validate", "--env", "all").out())
                .contains("'dev': 2 Entity")
                .contains("'production': 1 Entity");
    }

    @Test
    void validateReportsTheEnvironmentsThatAreBroken() throws IOException {
        write("environments/dev/a.yaml", "kind: Entity\nname: rider\njoinKeys: 5\n");
        CommandRun run = run("validate", "--env", "all");
        assertThat(run.out()).contains("'production': 1 Entity");
        assertThat(run.err()).startsWith("granary: Environment 'dev':\n\nenvironments/dev/a.yaml:3:11: joinKeys: '5'");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void anUnknownEnvironmentIsRefusedWithThoseThatExist() {
        CommandRun run = run("plan", "--env", "prod");
        assertThat(run.err()).contains("environment: 'prod' (expected: one of dev, production");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void theRegistryIsTheEnvironmentsUnlessAnotherIsGiven() {
        assertThat(run("history", "--env", "production").err()).contains("http://127.0.0.1:9");
        assertThat(run("history", "--env", "production", "--registry", "http://127.0.0.1:7")
                        .err())
                .contains("http://127.0.0.1:7");
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--repo", folder.toString()));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
