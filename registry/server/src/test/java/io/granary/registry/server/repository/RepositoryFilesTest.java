package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, and how many of them. */
class RepositoryFilesTest {

    private static final ReadLimits LIMITS = new ReadLimits(3, 1 << 20, 2L << 20);

    @TempDir
    Path temporary;

    private Path folder;
    private Path outside;
    private final ProblemList problems = new ProblemList();

    @BeforeEach
    void makeFolders() throws IOException {
        folder = Files.createDirectory(temporary.toRealPath().resolve("repo"));
        outside = Files.createDirectory(temporary.toRealPath().resolve("outside"));
    }

    @Test
    void theLimitsAreThoseOfTheReadme() {
        assertThat(ReadLimits.DEFAULT).isEqualTo(new ReadLimits(20_000, 16 << 20, 32L << 20));
    }

    @Test
    void aFileThatIsTooLargeIsNamedWithItsSize() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "#" + " ".repeat(1 << 20));
        assertThat(read()).isEmpty();
        assertThat(messages()).containsExactly("a.yaml:1:1: file: 1048577 bytes (expected: 1 MiB or less)");
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        for (int i = 0; i <= LIMITS.files(); i++) {
            Files.writeString(folder.resolve("f" + i + ".yaml"), "");
        }
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidRepositoryException.class)
                .hasMessageContaining("f3.yaml:1:1: files: more than 3 (expected: at most 3)");
    }

    @Test
    void tooManyBytesInAllFilesAreRefused() throws IOException {
        for (int i = 0; i < LIMITS.files(); i++) {
            Files.writeString(folder.resolve("f" + i + ".yaml"), " ".repeat(1 << 20));
        }
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidRepositoryException.class)
                .hasMessageContaining("f2.yaml:1:1: bytes: more than 2097152 (expected: 2 MiB in all files)");
    }

    @Test
    void linksThatLeaveTheFolderAreRefused() throws IOException {
        Files.writeString(outside.resolve("secret.yaml"), "kind: Entity\n");
        Files.createSymbolicLink(folder.resolve("secret.yaml"), outside.resolve("secret.yaml"));
        Files.createSymbolicLink(folder.resolve("shared"), outside);
        assertThat(read()).isEmpty();
        assertThat(messages())
                .containsExactly(
                        "secret.yaml:1:1: file: a link that leaves the folder (expected: a file inside it, or an"
                                + " include)",
                        "shared:1:1: folder: a link that leaves the folder (expected: a folder inside it, or an"
                                + " include)");
    }

    @Test
    void aFileThatALinkNamesTooIsReadOnce() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.yaml"), "kind: Entity\n");
        Files.createSymbolicLink(folder.resolve("z.yaml"), folder.resolve("sub/a.yaml"));
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("sub"));
        assertThat(read()).containsExactly("sub/a.yaml");
        assertThat(messages()).isEmpty();
    }

    @Test
    void aCircleOfLinksEnds() throws IOException {
        Files.createSymbolicLink(folder.resolve("self"), folder);
        Files.createSymbolicLink(folder.resolve("loop.yaml"), folder.resolve("loop.yaml"));
        assertThat(read()).isEmpty();
        assertThat(messages()).singleElement().asString().startsWith("loop.yaml:1:1: file: ");
    }

    private List<String> read() {
        Root root = new Root(folder, "");
        return new RepositoryFiles(LIMITS, problems)
                .read(root, name -> true).stream().map(SourceFile::name).toList();
    }

    private List<String> messages() {
        return problems.sorted().stream().map(RepositoryFolder::message).toList();
    }
}
