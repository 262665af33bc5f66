package io.granary.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.archive.ArchiveErasure.Erased;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ArchiveErasureTest {

    private static final Predicate<ArchivedRecord> TENTH = each -> each.offset() % 10 == 3;

    @TempDir
    private Path archive;

    private TopicFolder folder() {
        return Archives.folder(archive, "id");
    }

    private List<Erased> erase(Predicate<ArchivedRecord> going) {
        return erase("e1", going);
    }

    private List<Erased> erase(String id, Predicate<ArchivedRecord> going) {
        return new ArchiveErasure(archive, Archives.TOPIC, id, going).run();
    }

    private static List<ArchivedRecord> kept(List<ArchivedRecord> rides) {
        return rides.stream().filter(TENTH.negate()).toList();
    }

    @Test
    void takesRecordsOutOfAvroAndKeepsTheOthersToTheByte() throws Exception {
        Archives.write(folder(), 0, 0, 99);
        Archives.write(folder(), 1, 0, 2);
        List<String> names = Archives.names(folder());

        assertThat(erase(TENTH)).containsExactly(new Erased(Archives.TOPIC, "id", 10, 1));

        assertThat(Archives.names(folder())).isEqualTo(names);
        assertThat(Archives.only(archive).gaps()).isEmpty();
        assertThat(Archives.read(Archives.only(archive)))
                .containsExactlyElementsOf(ParquetRows.both(kept(Archives.rides(0, 0, 99)), Archives.rides(1, 0, 2)));
        assertThat(erase("another", TENTH)).containsExactly(new Erased(Archives.TOPIC, "id", 0, 0));
    }

    @Test
    void takesRecordsOutOfParquetAndOfWhatItReplaced() throws Exception {
        Archives.write(folder(), 0, 0, 99);
        new Compaction(archive, Duration.ZERO, Duration.ofHours(1)).run();

        assertThat(erase(TENTH)).containsExactly(new Erased(Archives.TOPIC, "id", 20, 2));

        assertThat(Archives.only(archive).gaps()).isEmpty();
        assertThat(ParquetRows.read(Archives.only(archive))).containsExactlyElementsOf(kept(Archives.rides(0, 0, 99)));
        deleteParquet();
        assertThat(Archives.read(Archives.only(archive)))
                .as("what compaction has replaced")
                .containsExactlyElementsOf(kept(Archives.rides(0, 0, 99)));
    }

    @Test
    void aFileWithoutAnyRecordLeftStillAnswersForItsOffsets() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        Archives.write(folder(), 0, 10, 19);
        erase(each -> each.offset() < 10);

        assertThat(Archives.only(archive).gaps()).isEmpty();
        assertThat(Archives.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 10, 19));

        new Compaction(archive, Duration.ZERO, Duration.ZERO).run();
        erase(each -> true);
        assertThat(Archives.only(archive).end(0)).isEqualTo(20);
        assertThat(ParquetRows.read(Archives.only(archive))).isEmpty();
    }

    @Test
    void aFileStaysAsOldAsItWas() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        Path file = folder().path().resolve(Archives.names(folder()).get(0));
        FileTime old = FileTime.fromMillis(Archives.NOON);
        Files.setLastModifiedTime(file, old);

        erase(TENTH);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    }

    @Test
    void whoDiesBeforeAFileIsInItsPlaceLeavesTheOldOne() throws Exception {
        Archives.write(folder(), 0, 0, 99);
        int[] asked = {0};

        assertThatThrownBy(() -> erase(each -> {
                    if (++asked[0] > 50) {
                        throw GranaryException.invalid("record", each, "one that can be read");
                    }
                    return TENTH.test(each);
                }))
                .isInstanceOf(GranaryException.class);

        assertThat(Archives.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 99));
        assertThat(Archives.names(folder())).noneMatch(name -> name.endsWith(TopicFolder.UNFINISHED));
    }

    @Test
    void whoGoesOnCountsWhatTheOneThatDiedTookOut() throws Exception {
        Archives.write(folder(), 0, 0, 99);
        Archives.write(folder(), 0, 100, 199);
        new Compaction(archive, Duration.ZERO, Duration.ofHours(1)).run();
        Predicate<ArchivedRecord> dying = each -> {
            if (each.offset() == 150) {
                throw GranaryException.invalid("record", each, "one that can be read");
            }
            return TENTH.test(each);
        };
        assertThatThrownBy(() -> erase(dying)).isInstanceOf(GranaryException.class);
        Path left = Files.writeString(ErasureMark.unfinished(folder().path().resolve("00000.avro")), "half");
        erase("another", each -> each.offset() == 50);

        assertThat(erase(TENTH)).containsExactly(new Erased(Archives.TOPIC, "id", 40, 3));
        assertThat(erase(TENTH)).as("again").containsExactly(new Erased(Archives.TOPIC, "id", 40, 3));

        assertThat(left).doesNotExist();
        assertThat(ParquetRows.read(Archives.only(archive)))
                .noneMatch(each -> TENTH.test(each) || each.offset() == 50)
                .hasSize(179);
    }

    @Test
    void aTopicThatWasNeverArchivedIsNone() {
        assertThat(erase(TENTH)).isEmpty();
    }

    @Test
    void notWhileSomebodyCompacts() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        try (RewritingLock lock = RewritingLock.take(archive, "compact")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> erase(TENTH))
                    .hasMessage("Cannot erase from " + archive + ": another process compacts it or erases from it");
        }
    }

    private void deleteParquet() throws IOException {
        try (Stream<Path> files = Files.list(folder().path())) {
            for (Path list :
                    files.filter(file -> file.toString().endsWith(".compacted")).toList()) {
                Files.delete(list);
            }
        }
    }
}
