package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository of a monorepo shares with others. */
class IncludesTest {

    private static final String ENTITY = "kind: Entity\nname: rider\njoinKeys: [{name: rider, type: STRING}]\n";

    @TempDir
    Path monorepo;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(monorepo.resolve("shared/schemas"));
        Files.createDirectories(monorepo.resolve("taxis"));
        Files.writeString(monorepo.resolve("shared/entities.yaml"), ENTITY);
        Files.writeString(monorepo.resolve("shared/granary.yaml"), "project: other\ninclude: [../taxis]\n");
        repository = new RepositoryFolder(monorepo.resolve("taxis")).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void aFolderIsReadButNotItsProject() {
        include("../shared");
        assertThat(repository.load().project()).isEqualTo("taxis");
        assertThat(repository.load().definitions().find(Kind.ENTITY, "rider")).isNotNull();
    }

    @Test
    void aFileIsReadAlone() throws IOException {
        Files.writeString(monorepo.resolve("shared/more.yaml"), "kind: [");
        include("../shared/entities.yaml");
        assertThat(repository.load().definitions().find(Kind.ENTITY, "rider")).isNotNull();
    }

    @Test
    void problemsNameTheIncludedFile() throws IOException {
        Files.writeString(monorepo.resolve("shared/entities.yaml"), ENTITY + "ownr: me\n");
        include("../shared");
        assertThat(repository.messages())
                .singleElement()
                .asString()
                .startsWith("../shared/entities.yaml:4:1: ownr: unknown field of Entity");
    }

    @Test
    void aSchemaFileIsFoundBesideTheFileThatNamesIt() throws IOException {
        String schema = "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"at\", \"type\":"
                + " {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}}]}";
        Files.writeString(monorepo.resolve("shared/schemas/event.avsc"), schema);
        String stream = "kind: StreamSource\nname: events\ntopic: e\nformat: avro\nschema: %s\neventTimestamp: at\n";
        Files.writeString(monorepo.resolve("shared/s.yaml"), stream.formatted("schemas/event.avsc"));
        include("../shared");
        assertThat(repository.load().definitions().source("events").schema()).hasSize(1);
        Files.writeString(monorepo.resolve("shared/s.yaml"), stream.formatted("../taxis/a.yaml"));
        assertThat(repository.messages())
                .containsExactly("../shared/s.yaml:5:9: schema: '../taxis/a.yaml' (expected: a path inside the included"
                        + " folder)");
    }

    @Test
    void whatCannotBeIncludedIsRefused() throws IOException {
        Files.writeString(monorepo.resolve("shared/notes.txt"), "");
        include("../nowhere, /etc, ., .., sub, ../shared, ../shared/entities.yaml, ../shared/notes.txt");
        repository.write("sub/x.yaml", "");
        assertThat(repository.messages())
                .containsExactly(
                        "granary.yaml:2:11: include: '../nowhere' (expected: a relative path of a file or folder that"
                                + " is there)",
                        "granary.yaml:2:23: include: '/etc' (expected: a relative path of a file or folder that is"
                                + " there)",
                        "granary.yaml:2:29: include: '.' (expected: neither inside nor around the repository's folder,"
                                + " which is read anyway)",
                        "granary.yaml:2:32: include: '..' (expected: neither inside nor around the repository's folder,"
                                + " which is read anyway)",
                        "granary.yaml:2:36: include: 'sub' (expected: neither inside nor around the repository's folder,"
                                + " which is read anyway)",
                        "granary.yaml:2:52: include: '../shared/entities.yaml' (expected: each file once)",
                        "granary.yaml:2:77: include: '../shared/notes.txt' (expected: each file once)");
    }

    @Test
    void nothingOutsideTheGitWorkTreeIsIncluded() throws IOException {
        Files.createDirectory(monorepo.resolve("taxis/.git"));
        include("../shared");
        assertThat(repository.messages())
                .containsExactly(
                        "granary.yaml:2:11: include: '../shared' (expected: a path in the same git work tree)");
    }

    private void include(String paths) {
        repository.write("granary.yaml", "project: taxis\ninclude: [" + paths + "]\n");
    }
}
