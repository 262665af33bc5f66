package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

    private static final FetchedRevision FETCHED = new FetchedRevision("r1", "\"1-r1\"", Samples.revision());

    @TempDir
    Path folder;

    private Path path;
    private SnapshotFile file;

    @BeforeEach
    void makeFile() {
        path = folder.resolve("deep").resolve("snapshot");
        file = new SnapshotFile(path);
    }

    @Test
    void readsBackWhatItWrote() {
        file.write(FETCHED);
        assertThat(file.read()).isEqualTo(FETCHED);
        assertThat(path.resolveSibling("snapshot.new")).doesNotExist();
    }

    @Test
    void isAbsentAtFirst() {
        assertThat(file.read()).isNull();
    }

    @Test
    void ignoresEveryTruncatedFile() throws IOException {
        file.write(FETCHED);
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(file.read()).as("%s of %s bytes", length, whole.length).isNull();
        }
    }

    @Test
    void ignoresEveryFlippedBit() throws IOException {
        file.write(FETCHED);
        byte[] whole = Files.readAllBytes(path);
        for (int i = 0; i < whole.length; i += 61) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(path, flipped);
            assertThat(file.read()).as("bit of byte %s", i).isNull();
        }
    }
}
