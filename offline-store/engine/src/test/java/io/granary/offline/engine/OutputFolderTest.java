package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {

    /** No system has processes with such numbers. */
    private static final long DEAD = 999_999_999_999L;

    @TempDir
    private Path parent;

    private Path place;

    @BeforeEach
    void choosePlace() {
        place = parent.resolve("set");
    }

    @Test
    void appearsWhole() throws IOException {
        try (OutputFolder folder = OutputFolder.open(place, ExistingOutput.REFUSE)) {
            Files.writeString(folder.staging().resolve("a"), "new");
            assertThat(place).doesNotExist();
            folder.complete();
        }
        assertThat(place.resolve("a")).hasContent("new");
        assertThat(parent.toFile().list()).containsExactly("set");
    }

    @Test
    void leavesNothingWhenItIsNotCompleted() throws IOException {
        try (OutputFolder folder = OutputFolder.open(place, ExistingOutput.REFUSE)) {
            Files.writeString(folder.staging().resolve("a"), "half");
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void keepsTheOldFolderUntilTheNewOneIsComplete() throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("a"), "old");
        try (OutputFolder folder = OutputFolder.open(place, ExistingOutput.REPLACE)) {
            Files.writeString(folder.staging().resolve("b"), "new");
            assertThat(place.resolve("a")).hasContent("old");
            folder.complete();
        }
        assertThat(place.toFile().list()).containsExactly("b");
        assertThat(parent.toFile().list()).containsExactly("set");
    }

    @Test
    void cleansWhatAKilledProcessLeft() throws IOException {
        Path dead = Files.createDirectory(parent.resolve(".set.building." + DEAD));
        Path alive = Files.createDirectory(parent.resolve(".set.building.1"));
        Path another = Files.createDirectory(parent.resolve(".other.building." + DEAD));
        try (OutputFolder folder = OutputFolder.open(place, ExistingOutput.REFUSE)) {
            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
            assertThat(another).exists();
            folder.complete();
        }
    }

    @Test
    void cleansWhatAKilledProcessLeftWhoseNumberAnotherOneHas() throws IOException {
        Path left = Files.createDirectory(parent.resolve(".set.building.1"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
        try (OutputFolder folder = OutputFolder.open(place, ExistingOutput.REFUSE)) {
            assertThat(left).doesNotExist();
            folder.complete();
        }
    }

    @Test
    void bringsBackTheOldFolderThatAKilledProcessWasReplacing() throws IOException {
        Files.writeString(
                Files.createDirectory(parent.resolve(".set.replaced." + DEAD)).resolve("a"), "old");
        try (OutputFolder folder = OutputFolder.open(place, ExistingOutput.REPLACE)) {
            assertThat(place.resolve("a")).hasContent("old");
            folder.complete();
        }
        assertThat(parent.toFile().list()).containsExactly("set");
    }

    @Test
    void refusesAPlaceThatIsTaken() throws IOException {
        Files.createDirectories(place);
        assertThatThrownBy(() -> OutputFolder.open(place, ExistingOutput.REFUSE))
                .hasMessageStartingWith("output: " + place + " (expected: ");
    }
}
