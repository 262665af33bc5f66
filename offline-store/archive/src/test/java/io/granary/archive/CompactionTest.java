package io.granary.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CompactionTest {

    @TempDir
    private Path archive;

    private TopicFolder folder() {
        return Archives.folder(archive, "id");
    }

    private Compaction atOnce() {
        return new Compaction(archive, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void keepsEveryRecordToTheByteAndDeletesAfterwards() throws Exception {
        Archives.write(folder(), 0, 0, 99);
        Archives.write(folder(), 0, 50, 199);
        Archives.write(folder(), 1, 0, 9);

        assertThat(atOnce().run()).containsExactly(new CompactionReport(Archives.TOPIC, "id", 210, 3, 2, 3));
        assertThat(ParquetRows.read(Archives.only(archive)))
                .containsExactlyElementsOf(ParquetRows.both(Archives.rides(0, 0, 199), Archives.rides(1, 0, 9)));
        assertThat(Archives.names(folder())).noneMatch(name -> name.endsWith(".avro") || name.endsWith("unfinished"));
        assertThat(atOnce().run()).allMatch(CompactionReport::isEmpty);
    }

    @Test
    void puttingOneFileForEachDayOfArrival() throws Exception {
        ArchiveFileWriter file = ArchiveFileWriter.create(folder(), 0, 0);
        for (int i = 0; i < 6; i++) {
            ArchivedRecord ride = Archives.rideAt(0, i);
            file.append(new ArchivedRecord(
                    0,
                    i,
                    Archives.NOON + TimeUnit.HOURS.toMillis(7L * i),
                    ride.timestampType(),
                    null,
                    null,
                    List.of()));
        }
        file.confirm(6);
        file.publish();

        assertThat(atOnce().run()).extracting(CompactionReport::parquetFiles).containsExactly(2);
        assertThat(Archives.only(archive).parts().get(0).files())
                .extracting(path -> folder().path().relativize(path).getName(0).toString())
                .containsExactly("day=2027-01-15", "day=2027-01-16");
        assertThat(ParquetRows.read(Archives.only(archive))).hasSize(6);
    }

    @Test
    void leavesGapsGaps() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        Archives.write(folder(), 0, 20, 29);
        atOnce().run();

        assertThat(Archives.only(archive).gaps()).containsExactly(new OffsetRange(0, 10, 19));
        assertThat(ParquetRows.read(Archives.only(archive))).hasSize(20);
    }

    @Test
    void leavesWhatIsYoungAndKeepsWhatItReplacedForAWhile() throws Exception {
        Archives.write(folder(), 0, 0, 9);

        new Compaction(archive, Duration.ofHours(1), Duration.ZERO).run();
        assertThat(Archives.only(archive).parts())
                .extracting(ArchivePart::format)
                .containsOnly(ArchivePart.Format.AVRO);

        new Compaction(archive, Duration.ZERO, Duration.ofHours(1)).run();
        assertThat(Archives.names(folder())).anyMatch(name -> name.endsWith(".avro"));
        assertThat(Archives.only(archive).parts())
                .as("read from the Parquet file alone")
                .extracting(ArchivePart::format)
                .containsOnly(ArchivePart.Format.PARQUET);
    }

    @Test
    void whatDiedBeforeItsListWasThereDoesNotCount() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        new Compaction(archive, Duration.ZERO, Duration.ofHours(1)).run();
        for (String name : Archives.names(folder())) {
            if (name.endsWith(".compacted")) {
                Files.delete(folder().path().resolve(name));
            }
        }
        Files.createDirectories(folder().path().resolve("compaction.unfinished/half"));
        Archives.write(folder(), 0, 10, 19);

        assertThat(Archives.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 19));
        atOnce().run();
        assertThat(ParquetRows.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 19));
    }

    @Test
    void aParquetFileThatIsGoneIsNamed() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        atOnce().run();
        Path file = Archives.only(archive).parts().get(0).files().get(0);
        Files.delete(file);

        assertThatThrownBy(() -> Archives.only(archive))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining(file + ", which is not there");
    }

    @Test
    void readersSeeEachRecordOnceAllTheTime() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread compacting = new Thread(() -> {
            try {
                for (int i = 0; i < 20; i++) {
                    Archives.write(folder(), 0, 10L * i, 10L * i + 9);
                    atOnce().run();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            } finally {
                done.set(true);
            }
        });
        compacting.start();
        long before = 0;
        while (!done.get()) {
            List<ArchivedTopic> topics =
                    ArchiveReader.of(archive, Archives.TOPIC).topics();
            if (!topics.isEmpty()) {
                assertThat(topics.get(0).gaps()).isEmpty();
                assertThat(topics.get(0).end(0)).isGreaterThanOrEqualTo(before);
                before = topics.get(0).end(0);
            }
        }
        compacting.join();
        assertThat(ParquetRows.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 199));
    }

    @Test
    void twoAtOnceAreOne() throws Exception {
        Archives.write(folder(), 0, 0, 9);
        try (FileChannel channel = FileChannel.open(
                        archive.resolve("compaction.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> atOnce().run())
                    .hasMessage("Cannot compact " + archive + ": another process compacts it or erases from it");
        }
    }
}
