package io.granary.registry.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

    private static final FetchedRollout FETCHED = new FetchedRollout("r1", "\"rollout-1-r1\"", rollout());

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
    void readsWhatTheFirstBuildsWrote() throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, Golden.read("snapshot"));
        FetchedRollout read = requireNonNull(file.read());
        assertThat(read.registry()).isEqualTo("5f0c6d0e-4c6a-4a53-9a55-0c1c4c7f6f7a");
        assertThat(read.tag()).isEmpty();
        assertThat(read.rollout().live()).isEqualTo(Samples.revision());
        assertThat(read.rollout().rollout()).isEqualTo(Rollout.upgraded(Samples.revision()));
    }

    @Test
    void ignoresAFileOfALaterFormat() throws IOException {
        file.write(FETCHED);
        String body = Files.readString(path).substring(65).replace("\"format\":2", "\"format\":3");
        Files.writeString(path, sha256(body) + "\n" + body);
        assertThat(file.read()).isNull();
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

    /** Two revisions, of which the older one answers. */
    private static ProjectRollout rollout() {
        Revision first = Samples.revision();
        Revision second = first.next(Samples.definitions(), "ann", "", Samples.NOW);
        Rollout rollout = new Rollout("taxis", 3, 2, 1, Rollout.upgraded(first).generations());
        return new ProjectRollout(rollout, Map.of(1, first, 2, second));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
