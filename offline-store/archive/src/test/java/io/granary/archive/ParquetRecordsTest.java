package io.granary.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ParquetRecordsTest {

    @TempDir
    private Path archive;

    private ArchivePart part;

    @BeforeEach
    void compact() throws Exception {
        Archives.write(Archives.folder(archive, "id"), 3, 0, 99);
        new Compaction(archive, Duration.ZERO, Duration.ZERO).run();
        part = Archives.only(archive).parts().get(0);
    }

    @Test
    void areWhatWasArchivedWithoutKeys() {
        assertThat(read(part)).containsExactlyElementsOf(withoutKeys(Archives.rides(3, 0, 99)));
    }

    @Test
    void areThoseOfThePart() {
        ArchivePart some = new ArchivePart(new OffsetRange(3, 10, 19), part.format(), part.files());

        assertThat(read(some)).containsExactlyElementsOf(withoutKeys(Archives.rides(3, 10, 19)));
        assertThat(read(new ArchivePart(part.offsets(), part.format(), List.of())))
                .isEmpty();
    }

    @Test
    void haveNoValuesForWhoNeedsNone() {
        List<ArchivedRecord> records = new ArrayList<>();
        part.readHeaders(records::add);

        assertThat(records).extracting(ArchivedRecord::value).hasSize(100).containsOnlyNulls();
        assertThat(records)
                .extracting(ArchivedRecord::headers)
                .containsExactlyElementsOf(Archives.rides(3, 0, 99).stream()
                        .map(ArchivedRecord::headers)
                        .toList());
    }

    @Test
    void haveTheirValuesForWhoWantsThoseThatArrivedThen() throws Exception {
        ArrivalRange wanted = new ArrivalRange((Archives.NOON + 10) * 1_000, (Archives.NOON + 19) * 1_000);
        requireShown(part, wanted, withoutKeys(Archives.rides(3, 10, 19)));
        Archives.write(Archives.folder(archive, "id"), 4, 0, 99);
        ArchivePart avro = Archives.only(archive).parts().get(1);
        requireShown(avro, wanted, Archives.rides(4, 10, 19));
    }

    private static void requireShown(ArchivePart part, ArrivalRange wanted, List<ArchivedRecord> expected) {
        List<ArchivedRecord> records = new ArrayList<>();
        List<ArchivedRecord> others = new ArrayList<>();
        part.read(wanted, records::add, others::add);
        assertThat(records).containsExactlyElementsOf(expected);
        assertThat(others).hasSize(90).extracting(ArchivedRecord::offset).doesNotContain(10L, 19L);
        part.read(ArrivalRange.ALL, records::add, others::add);
        assertThat(records).hasSize(110);
        assertThat(others).hasSize(90);
    }

    @Test
    void aFileThatIsDamagedIsNamed() throws Exception {
        Files.writeString(part.files().get(0), "nothing of the kind");

        assertThatThrownBy(() -> read(part))
                .isInstanceOf(GranaryException.class)
                .hasMessageContaining("Cannot read archive files ")
                .hasMessageContaining(part.files().get(0).toString());
    }

    private static List<ArchivedRecord> read(ArchivePart part) {
        List<ArchivedRecord> records = new ArrayList<>();
        part.read(records::add);
        return records;
    }

    private static List<ArchivedRecord> withoutKeys(List<ArchivedRecord> records) {
        return records.stream()
                .map(each -> new ArchivedRecord(
                        each.partition(),
                        each.offset(),
                        each.arrivalMillis(),
                        each.timestampType(),
                        null,
                        each.value(),
                        each.headers()))
                .toList();
    }
}
