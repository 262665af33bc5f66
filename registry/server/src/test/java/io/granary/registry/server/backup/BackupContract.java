package io.granary.registry.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.server.Registry;
import io.granary.registry.server.Taxis;
import io.granary.registry.server.store.DatabaseConfig;
import io.granary.registry.server.store.RegistryDatabase;
import io.granary.registry.server.store.RevisionStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That a registry comes back from its backup as it was, or not at all; a subclass says between which databases. */
@Timeout(120)
abstract class BackupContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

    @TempDir
    Path folder;

    private DatabaseConfig origin;
    private Path file;

    /** An empty database to back up. */
    abstract DatabaseConfig newOrigin();

    /** An empty database to restore into. */
    abstract DatabaseConfig newTarget();

    @BeforeEach
    void applyRevisionsOfTwoProjects() {
        origin = newOrigin();
        file = folder.resolve("registry.backup");
        try (RegistryDatabase database = RegistryDatabase.open(origin)) {
            apply(database, "taxis", 0, Taxis.first());
            apply(database, "taxis", 1, Taxis.with(Duration.ofDays(7), Taxis.miles("miles"), Taxis.note()));
            apply(database, "taxis", 2, Taxis.with(Duration.ofDays(7), Taxis.miles("miles * 2.0"), Taxis.note()));
            apply(database, "flights", 0, Definitions.EMPTY);
        }
    }

    @Test
    void comesBackAsItWas() {
        BackupSummary written = backup();
        DatabaseConfig target = newTarget();

        BackupSummary restored = new Restore(file, Restore.Identity.SAME, BackupListener.NONE).into(target);

        assertThat(restored).isEqualTo(written);
        assertThat(written.projects()).isEqualTo(Map.of("flights", 1, "taxis", 3));
        assertThat(written.revisions()).isEqualTo(4);
        try (RegistryDatabase before = RegistryDatabase.open(origin);
                RegistryDatabase after = RegistryDatabase.open(target)) {
            assertSame(before, after);
            assertThat(after.rollouts().find("taxis").in(GenerationState.BUILDING))
                    .hasSize(1);
            apply(after, "taxis", 3, Taxis.with(Duration.ofDays(9), Taxis.miles("miles * 2.0"), Taxis.note()));
            assertThat(after.revisions().latestNumber("taxis")).isEqualTo(4);
        }
    }

    @Test
    void isTheSameFileOfTheSameContent() throws IOException {
        backup();
        DatabaseConfig target = newTarget();
        new Restore(file, Restore.Identity.SAME, BackupListener.NONE).into(target);
        Path second = folder.resolve("second.backup");
        try (RegistryDatabase database = RegistryDatabase.openExisting(target)) {
            new Backup(database, BackupListener.NONE).write(second, NOW);
        }
        assertThat(second).hasSameBinaryContentAs(file);
    }

    @Test
    void isWholeAlthoughTheRegistryGoesOn() {
        AtomicBoolean written = new AtomicBoolean();
        try (RegistryDatabase database = RegistryDatabase.open(origin)) {
            CompletableFuture<Integer> applies = CompletableFuture.supplyAsync(() -> applyUntil(written, database));
            for (int i = 0; i < 5; i++) {
                backup(folder.resolve(i + ".backup"));
            }
            written.set(true);
            assertThat(applies.join()).isGreaterThan(3);
        }
        for (int i = 0; i < 5; i++) {
            BackupSummary read = BackupInput.read(folder.resolve(i + ".backup"), new Restore.Ignored());
            assertThat(read.projects()).containsKeys("flights", "taxis");
        }
    }

    private static int applyUntil(AtomicBoolean stopped, RegistryDatabase database) {
        int number = 3;
        while (!stopped.get()) {
            Duration ttl = Duration.ofDays(number + 10);
            apply(database, "taxis", number, Taxis.with(ttl, Taxis.miles("miles * 2.0"), Taxis.note()));
            number++;
        }
        return number;
    }

    @Test
    void mayBecomeAnotherRegistry() {
        BackupSummary written = backup();
        DatabaseConfig target = newTarget();
        new Restore(file, Restore.Identity.NEW, BackupListener.NONE).into(target);
        try (RegistryDatabase database = RegistryDatabase.open(target)) {
            assertThat(database.revisions().identity()).isNotEqualTo(written.identity());
            assertThat(database.revisions().latestNumber("taxis")).isEqualTo(3);
        }
    }

    @Test
    void isRefusedByADatabaseWithRevisions() {
        backup();
        DatabaseConfig target = newTarget();
        try (RegistryDatabase database = RegistryDatabase.open(target)) {
            apply(database, "other", 0, Taxis.first());
        }
        assertThatThrownBy(() -> new Restore(file, Restore.Identity.SAME, BackupListener.NONE).into(target))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
                .hasMessage("Cannot restore into this database: it has revisions of 1 projects already;"
                        + " restore into an empty one");
        try (RegistryDatabase database = RegistryDatabase.open(target)) {
            assertThat(database.revisions().projects()).containsExactly("other");
        }
    }

    @Test
    void tellsHowFarItIs() {
        List<String> heard = new ArrayList<>();
        try (RegistryDatabase database = RegistryDatabase.openExisting(origin)) {
            new Backup(database, (done, total) -> heard.add(done + "/" + total)).write(file, NOW);
        }
        new Restore(file, Restore.Identity.SAME, (done, total) -> heard.add(done + "/" + total)).into(newTarget());
        assertThat(heard).containsExactly("1/4", "2/4", "3/4", "4/4", "1/4", "2/4", "3/4", "4/4");
    }

    @Test
    void isRefusedWhereverItIsTruncated() throws IOException {
        backup();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 100)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused("it is truncated");
        }
    }

    @Test
    void isRefusedOrUnharmedWhereverABitIsFlipped() throws IOException {
        backup();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(20261121);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            refused += isRefused() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(290);
    }

    @Test
    void isRefusedWhenItIsSomethingElse() throws IOException {
        Files.writeString(file, "kind: FeatureView\n");
        assertRefused("it is damaged, or no backup (Not in GZIP format)");
        assertThatThrownBy(() -> restore(folder.resolve("none")))
                .hasMessage("backup: '" + folder + "/none' does not exist");
    }

    @Test
    void neverReplacesAFile() throws IOException {
        Files.writeString(file, "precious");
        assertThatThrownBy(this::backup)
                .hasMessage("file: " + file + " (expected: one that is not there yet, in a folder that is)");
        assertThat(file).hasContent("precious");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> BackupInput.read(file, new Restore.Ignored()))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessage("Cannot read backup " + file + ": " + reason);
    }

    /** Whether it is refused; the few bits that say nothing, such as the time in the head, harm nothing. */
    private boolean isRefused() {
        try {
            BackupSummary unharmed = BackupInput.read(file, new Restore.Ignored());
            assertThat(unharmed.revisions()).isEqualTo(4);
            return false;
        } catch (GranaryException e) {
            assertThat(e).hasMessageStartingWith("Cannot read backup " + file + ": ");
            return true;
        }
    }

    private void restore(Path from) {
        new Restore(from, Restore.Identity.SAME, BackupListener.NONE).into(newTarget());
    }

    private BackupSummary backup() {
        return backup(file);
    }

    private BackupSummary backup(Path to) {
        try (RegistryDatabase database = RegistryDatabase.openExisting(origin)) {
            return new Backup(database, BackupListener.NONE).write(to, NOW);
        }
    }

    private static void assertSame(RegistryDatabase before, RegistryDatabase after) {
        RevisionStore expected = before.revisions();
        RevisionStore actual = after.revisions();
        assertThat(actual.identity()).isEqualTo(expected.identity());
        assertThat(actual.projects()).isEqualTo(expected.projects());
        for (String project : expected.projects()) {
            assertThat(actual.history(project)).isEqualTo(expected.history(project));
            assertThat(after.rollouts().find(project))
                    .isEqualTo(before.rollouts().find(project));
            for (int number = 1; number <= expected.latestNumber(project); number++) {
                assertThat(actual.find(project, number)).isEqualTo(expected.find(project, number));
            }
        }
    }

    private static Revision apply(RegistryDatabase database, String project, int base, Definitions definitions) {
        Registry registry = new Registry(database.revisions(), InstantSource.fixed(NOW), new SimpleMeterRegistry());
        return registry.apply(project, new ApplyRequest(base, "änn ✈", "why?\n\"because\"", definitions));
    }
}
