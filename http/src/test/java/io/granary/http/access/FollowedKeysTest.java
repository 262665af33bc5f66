package io.granary.http.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from a file of keys at each look at it. */
final class FollowedKeysTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private Path file;
    private FollowedKeys keys;

    @BeforeEach
    void start() {
        file = folder.resolve("keys.yaml");
        write("first");
        keys = FollowedKeys.read(file, "home", meters);
    }

    @AfterEach
    void stop() {
        keys.close();
    }

    @Test
    void takesWhatTwoLooksHaveSeen() {
        write("first", "second");
        keys.look();
        assertKnown("first");
        keys.look();
        assertKnown("first", "second");

        write("second");
        keys.look();
        keys.look();
        assertKnown("second");
        assertThat(changes("taken")).isEqualTo(2);
    }

    @Test
    void takesNoFileThatIsStillBeingWritten() throws IOException {
        String whole = Files.readString(new KeyRing()
                .add("second", "READ_ONLINE", "home", "*")
                .add("third", "READ_ONLINE", "home", "*")
                .write(folder.resolve("whole")));
        String half = Files.readString(
                new KeyRing().add("second", "READ_ONLINE", "home", "*").write(folder.resolve("half")));
        assertThat(whole).startsWith(half);

        Files.writeString(file, half);
        keys.look();
        Files.writeString(file, whole);
        keys.look();
        assertKnown("first");
        keys.look();
        assertKnown("second", "third");
    }

    @Test
    void forgetsCallersThatWereLetInBefore() {
        assertKnown("first");
        write("second");
        keys.look();
        keys.look();

        assertKnown("second");
    }

    @Test
    void takesGrantsAnew() {
        assertThat(granted(Action.DELETE)).isFalse();
        new KeyRing().add("first", "DELETE", "home", "*").write(file);
        keys.look();
        keys.look();

        assertThat(granted(Action.DELETE)).isTrue();
        assertThat(granted(Action.READ_ONLINE)).isFalse();
    }

    @Test
    void goesOnWithTheKeysOfBeforeWhileTheFileCannotBeUsed() throws IOException {
        Files.writeString(file, "keys: [{name: a}]");
        look(5);

        assertKnown("first");
        assertThat(keys.problem())
                .isEqualTo(
                        "Cannot use " + file + ": keys[0].sha256: missing (expected: a value); keys[0].grants: missing"
                                + " (expected: a value)");
        assertThat(stale()).isEqualTo(1);
        assertThat(changes("unusable")).isEqualTo(1);

        write("second");
        look(2);
        assertKnown("second");
        assertThat(keys.problem()).isNull();
        assertThat(stale()).isZero();
    }

    @Test
    void goesOnWithTheKeysOfBeforeWhileThereIsNoFile() throws IOException {
        Files.delete(file);
        look(3);
        assertKnown("first");
        assertThat(keys.problem())
                .isEqualTo("Cannot use " + file + ": it cannot be read (expected: a file of UTF-8 text)");
        assertThat(changes("unusable")).isEqualTo(1);

        write("first");
        look(2);
        assertThat(stale()).isZero();
        assertKnown("first");
    }

    /** As Kubernetes swaps the files of a secret: the folder that a link leads to, by another link. */
    @Test
    void takesWhatALinkIsSetAnewTo(@TempDir Path mounted) throws IOException {
        Path data = mounted.resolve("..data");
        Files.createSymbolicLink(data, mounted(mounted, "..1", "first").getFileName());
        Path linked = Files.createSymbolicLink(mounted.resolve("keys.yaml"), Path.of("..data", "keys.yaml"));
        try (FollowedKeys followed = FollowedKeys.read(linked, "home", meters)) {
            Path next = Files.createSymbolicLink(
                    mounted.resolve("..data_tmp"),
                    mounted(mounted, "..2", "second").getFileName());
            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
            followed.look();
            followed.look();

            assertThat(find(followed, "second")).isNotNull();
            assertThat(find(followed, "first")).isNull();
        }
    }

    private static Path mounted(Path folder, String name, String key) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        new KeyRing().add(key, "READ_ONLINE", "home", "*").write(made.resolve("keys.yaml"));
        return made;
    }

    @Test
    void doesNotStartWithAFileThatCannotBeUsed() {
        assertThatThrownBy(() -> FollowedKeys.start(folder.resolve("gone.yaml"), "home", meters))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot use " + folder.resolve("gone.yaml") + ": it cannot be read");
    }

    private void write(String... names) {
        KeyRing ring = new KeyRing();
        for (String name : names) {
            ring.add(name, "READ_ONLINE", "home", "*");
        }
        ring.write(file);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            keys.look();
        }
    }

    private void assertKnown(String... names) {
        assertThat(new String[] {"first", "second", "third"})
                .filteredOn(name -> find(keys, name) != null)
                .containsExactly(names);
    }

    private boolean granted(Action action) {
        try {
            requireNonNull(find(keys, "first")).require(action, "home", "x");
            return true;
        } catch (GranaryException e) {
            return false;
        }
    }

    private static @Nullable Caller find(FollowedKeys followed, String name) {
        return requireNonNull(followed.access().callers()).find("Bearer " + name);
    }

    private double changes(String outcome) {
        return meters.counter("granary.http.keys.changes", "outcome", outcome).count();
    }

    private double stale() {
        return meters.get("granary.http.keys.stale").gauge().value();
    }
}
