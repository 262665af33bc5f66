package io.granary.serving.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFilesTest {

    @TempDir
    Path folder;

    private Path root;
    private Path allowed;
    private Path secret;
    private ModelFiles files;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        allowed = Files.createDirectory(folder.resolve("allowed"));
        secret = Files.createFile(folder.resolve("secret"));
        files = new ModelFiles(root, List.of(allowed));
    }

    @Test
    void opensBelowTheRoots() throws IOException {
        Path relative = Files.createFile(root.resolve("a.onnx")).toRealPath();
        Path absolute = Files.createFile(allowed.resolve("b.onnx")).toRealPath();

        assertThat(files.resolve("a.onnx")).isEqualTo(relative);
        assertThat(files.resolve(relative.toUri().toString())).isEqualTo(relative);
        assertThat(files.resolve(absolute.toUri().toString())).isEqualTo(absolute);
    }

    @Test
    void neverOpensOutsideThem() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), secret);

        for (String uri :
                List.of("../secret", "link", secret.toString(), secret.toUri().toString())) {
            assertThatThrownBy(() -> files.resolve(uri))
                    .hasMessage("Cannot open model " + uri + ": it is outside the model root and the allowed roots");
        }
    }

    @Test
    void saysWhenThereIsNoSuchFile() {
        assertThatThrownBy(() -> files.resolve("none.onnx")).hasMessage("Cannot open model none.onnx: no such file");
    }

    @Test
    void refusesOtherSchemes() {
        for (String uri : List.of("https://example.org/a.onnx", "file:not absolute", "a\0b")) {
            assertThatThrownBy(() -> files.resolve(uri)).hasMessageStartingWith("Cannot open model " + uri + ": ");
        }
    }
}
