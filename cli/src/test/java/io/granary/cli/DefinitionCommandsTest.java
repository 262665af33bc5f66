package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that work on definition files: init, schema, fmt, render, import. */
@Timeout(60)
class DefinitionCommandsTest {

    private static final String DUMP = """
            {"project": "shop", "entities": [{"spec": {"name": "user", "joinKey": "user_id", "valueType": "INT64"}}],
             "featureViews": [{"spec": {"name": "orders", "entities": ["user"], "online": true, "ttl": "86400s",
               "features": [{"name": "total", "valueType": "DOUBLE"}],
               "batchSource": {"name": "orders_file", "type": "BATCH_FILE", "timestampField": "at",
                 "fileOptions": {"uri": "data/orders.parquet"}}}}],
             "permissions": [{"spec": {"name": "all"}}]}
            """;

    @TempDir
    Path folder;

    @Test
    void aNewRepositoryIsValidFormattedAndKnownToEditors() throws IOException {
        Path repository = folder.resolve("new");
        assertThat(CommandRun.of("init", repository.toString()).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(repository.resolve(".gitignore")).hasContent(".granary/");
        assertThat(run(repository, "validate").out()).startsWith("Project 'drivers' is valid: ");
        assertThat(run(repository, "fmt", "--check").out()).isEqualTo("0 of 2 files would change.\n");
        assertThat(Files.readString(repository.resolve("features.yaml")))
                .startsWith("# yaml-language-server: $schema=.schemas/definition.json\n");
        JsonNode settings = JsonHttp.parse(Files.readAllBytes(repository.resolve(".vscode/settings.json")));
        settings.path("yaml.schemas")
                .fieldNames()
                .forEachRemaining(schema -> assertThat(repository.resolve(schema))
                        .content(StandardCharsets.UTF_8)
                        .contains("https://json-schema.org/draft/2020-12/schema"));
    }

    @Test
    void schemaPrintsOneOrWritesAll() {
        assertThat(CommandRun.of("schema", "FeatureView").out()).contains("\"title\" : \"FeatureView\"");
        assertThat(CommandRun.of("schema").out()).contains("#/$defs/Router");
        assertThat(CommandRun.of("schema", "project").out()).contains("environments");
        assertThat(CommandRun.of("schema", "FeatureVeiw").exitCode()).isEqualTo(ExitCode.INVALID);
        CommandRun.of("schema", "--out", folder.resolve("s").toString());
        assertThat(folder.resolve("s")).isDirectoryContaining("glob:**/overlay.json");
    }

    @Test
    void fmtShowsWritesAndThenHasNothingToDo() throws IOException {
        write("granary.yaml", "project: taxis\n");
        write("a.yaml", "name: driver\nkind: Entity\njoinKeys: [{name: driver, type: STRING}]\n");
        CommandRun check = run(folder, "fmt", "--check");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(check.out()).isEqualTo("""
                --- a.yaml
                +++ a.yaml
                @@ line 1 @@
                -name: driver
                 kind: Entity
                -joinKeys: [{name: driver, type: STRING}]
                +name: driver
                +joinKeys:
                +  - {name: driver, type: STRING}
                1 of 2 files would change.
                """);
        assertThat(run(folder, "fmt").out()).isEqualTo("a.yaml\n1 of 2 files changed.\n");
        assertThat(run(folder, "fmt", "--check").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void fmtLeavesBrokenFilesAloneAndNamesThem() throws IOException {
        write("granary.yaml", "project:   taxis\n");
        write("a.yaml", "name:   driver\nkind: Entitty\n");
        CommandRun run = run(folder, "fmt");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(run.err()).startsWith("granary: a.yaml:2:7: kind: 'Entitty'");
        assertThat(Files.readString(folder.resolve("a.yaml"))).startsWith("name:   driver");
        assertThat(Files.readString(folder.resolve("granary.yaml"))).isEqualTo("project: taxis\n");
    }

    @Test
    void renderPrintsWhatIsInEffect() throws IOException {
        write("granary.yaml", "project: taxis\ndefaults: {owner: us}\nenvironments: {dev: {}}\n");
        write("a.yaml", "kind: Entity\nname: driver\njoinKeys: [{name: driver, type: STRING}]\n");
        write("environments/dev/a.yaml", "kind: Entity\nname: driver\ndescription: Who drives\n");
        assertThat(run(folder, "render", "--env", "dev").out()).isEqualTo("""
                kind: Entity
                name: driver
                description: Who drives
                owner: us
                joinKeys:
                  - {name: driver, type: STRING}
                """);
    }

    @Test
    void anImportedRepositoryIsValid() throws IOException {
        Path dump = folder.resolve("registry.json");
        Files.writeString(dump, DUMP);
        Path repository = folder.resolve("shop");
        CommandRun run = CommandRun.of("import", "feast-repo", dump.toString(), "--out", repository.toString());
        assertThat(run.out())
                .startsWith("Converted project 'shop' to " + repository + ": 1 BatchSource, 1 Entity, 1 FeatureView.\n")
                .contains("Permission  all   left out  the whole object");
        assertThat(run(repository, "validate").out())
                .isEqualTo("Project 'shop' is valid: 1 Entity, 1 BatchSource, 1 FeatureView.\n");
        assertThat(repository.resolve("CONVERSION.md")).content().contains("| Permission `all` | left out |");
        assertThat(CommandRun.of("import", "feast-repo", dump.toString(), "--out", repository.toString())
                        .err())
                .contains("(expected: a folder that does not exist yet, or is empty)");
    }

    private static CommandRun run(Path repository, String command, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[options.length + 1] = "--repo";
        arguments[options.length + 2] = repository.toString();
        return CommandRun.of(arguments);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
