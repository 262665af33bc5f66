package io.granary.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveReaderTest {

    @TempDir
    private Path archive;

    private TopicFolder folder() {
        return Archives.folder(archive, "first-id");
    }

    @Test
    void readsWhatWasWrittenToTheByte() throws IOException {
        Archives.write(folder(), 0, 0, 20_000);

        assertThat(Archives.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 20_000));
    }

    @Test
    void ordersPartsByPartitionAndOffset() throws IOException {
        Archives.write(folder(), 1, 0, 4);
        Archives.write(folder(), 0, 5, 9);
        Archives.write(folder(), 0, 0, 4);

        assertThat(Archives.only(archive).parts())
                .extracting(ArchivePart::offsets)
                .containsExactly(new OffsetRange(0, 0, 4), new OffsetRange(0, 5, 9), new OffsetRange(1, 0, 4));
        assertThat(Archives.names(folder())).first().isEqualTo("00000-0000000000000000000-0000000000000000004.avro");
    }

    @Test
    void readsEachRecordOnceOfFilesThatOverlap() throws IOException {
        Archives.write(folder(), 0, 0, 99);
        Archives.write(folder(), 0, 0, 149);
        Archives.write(folder(), 0, 50, 159);
        Archives.write(folder(), 0, 120, 130);

        assertThat(Archives.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 159));
        assertThat(Archives.only(archive).gaps()).isEmpty();
        assertThat(Archives.only(archive).end(0)).isEqualTo(160);
    }

    @Test
    void saysWhenFilesHoldRecordsOfOtherParts() throws IOException {
        Archives.write(folder(), 0, 0, 99);
        Archives.write(folder(), 0, 50, 149);

        assertThat(Archives.only(archive).parts())
                .extracting(ArchivePart::isTrimmed)
                .containsExactly(false, true);
        assertThat(Archives.only(archive).parts())
                .allSatisfy(part -> assertThat(part.bytes()).isPositive());
    }

    @Test
    void findsTheLastHeaderOfAName() {
        byte[] first = {1};
        byte[] second = {2};
        List<ArchivedHeader> headers =
                List.of(new ArchivedHeader("a", first), new ArchivedHeader("a", second), new ArchivedHeader("b", null));
        ArchivedRecord archived = new ArchivedRecord(0, 0, 0, TimestampType.CREATE_TIME, null, null, headers);

        assertThat(archived.lastHeader("a")).isEqualTo(second);
        assertThat(archived.lastHeader("b")).isNull();
        assertThat(archived.lastHeader("c")).isNull();
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Archives.write(folder(), 2, 10, 19);
        Archives.write(folder(), 2, 30, 39);

        assertThat(Archives.only(archive).gaps())
                .containsExactly(new OffsetRange(2, 0, 9), new OffsetRange(2, 20, 29))
                .last()
                .hasToString("partition 2 offsets 20 to 29");
        assertThat(Archives.only(archive).missing(2, 45)).last().isEqualTo(new OffsetRange(2, 40, 44));
        assertThat(Archives.only(archive).missing(7, 5)).containsExactly(new OffsetRange(7, 0, 4));
        assertThat(Archives.only(archive).missing(7, 0)).isEmpty();
    }

    @Test
    void offsetsThatKafkaKeepsForItselfAreNoGap() throws IOException {
        ArchiveFileWriter file = ArchiveFileWriter.create(folder(), 0, 0);
        file.append(Archives.rideAt(0, 3));
        file.confirm(6);
        assertThat(file.publish()).isEqualTo(6);
        Archives.write(folder(), 0, 6, 8);

        assertThat(Archives.only(archive).gaps()).isEmpty();
        assertThat(Archives.read(Archives.only(archive))).hasSize(4);
    }

    @Test
    void keepsApartATopicThatWasMadeAgain() throws IOException {
        Archives.write(folder(), 0, 0, 9);
        Archives.write(Archives.folder(archive, "another-id"), 0, 0, 2);
        for (String file : Archives.names(folder())) {
            Files.setLastModifiedTime(folder().path().resolve(file), FileTime.fromMillis(1_000));
        }

        List<ArchivedTopic> topics = ArchiveReader.of(archive, Archives.TOPIC).topics();
        assertThat(topics).extracting(ArchivedTopic::id).containsExactly("first-id", "another-id");
        assertThat(Archives.read(topics.get(1))).hasSize(3);
    }

    @Test
    void refusesAFileThatWasMovedToAnotherTopic() throws IOException {
        Archives.write(folder(), 0, 0, 9);
        Path other =
                Files.createDirectories(Archives.folder(archive, "another-id").path());
        for (String file : Archives.names(folder())) {
            Files.copy(folder().path().resolve(file), other.resolve(file));
        }
        ArchivePart part = partOf("another-id");

        assertThatThrownBy(() -> AvroRecords.open(part))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining("its records are of topic rides with id first-id");
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        Archives.write(folder(), 0, 0, 9_999);
        ArchivePart part = Archives.only(archive).parts().get(0);
        Path file = part.files().get(0);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 3_000));

        assertThatThrownBy(() -> Archives.read(Archives.only(archive)))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot read archive file " + file);
    }

    @Test
    void doesNotSeeWhatIsUnfinishedOrForeign() throws IOException {
        Archives.write(folder(), 0, 0, 9);
        ArchiveFileWriter unfinished = ArchiveFileWriter.create(folder(), 0, 10);
        unfinished.append(Archives.rideAt(0, 10));
        unfinished.confirm(11);
        Files.writeString(folder().path().resolve("notes.txt"), "by hand");
        Files.writeString(archive.resolve(Archives.TOPIC).resolve("notes.txt"), "by hand");

        assertThat(Archives.only(archive).end(0)).isEqualTo(10);
        unfinished.abort();
    }

    @Test
    void anArchiveThatIsNotThereHasNothing() {
        assertThat(ArchiveReader.of(archive.resolve("none"), Archives.TOPIC).topics())
                .isEmpty();
    }

    @Test
    void refusesNamesThatLeaveTheFolder() {
        assertThatThrownBy(() -> ArchiveReader.of(archive, ".."))
                .hasMessage("topic: '..' (expected: letters, digits, dots, dashes and underscores)");
        assertThatThrownBy(() -> new TopicFolder(archive, "rides", "a/b")).hasMessageStartingWith("topic id: 'a/b'");
    }

    private ArchivePart partOf(String id) {
        return ArchiveReader.of(archive, Archives.TOPIC).topics().stream()
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow()
                .parts()
                .get(0);
    }
}
