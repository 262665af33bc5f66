package io.granary.offline.spark.erasure;

import static io.granary.offline.spark.erasure.Tables.profile;
import static io.granary.offline.spark.erasure.Tables.rows;
import static io.granary.offline.spark.erasure.Tables.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an erasure does to a file, and what it does not do. */
@Timeout(60)
final class FileErasureTest {

    private static final MessageType EVERYTHING = Tables.schema("""
            required binary driver (STRING) = 40;
            optional boolean bool = 1;
            optional int32 small (INTEGER(8, false)) = 2;
            optional int64 large = 3;
            optional int96 old = 4;
            optional float single = 5;
            optional double precise = 6;
            optional binary bytes = 7;
            optional fixed_len_byte_array(16) id (UUID) = 8;
            optional int32 day (DATE) = 9;
            optional int64 moment (TIMESTAMP(NANOS, false)) = 10;
            optional fixed_len_byte_array(5) price (DECIMAL(10, 2)) = 11;
            optional binary status (ENUM) = 12;
            optional group tags (LIST) = 13 {
              repeated group list { optional binary element (STRING) = 14; }
            }
            optional group counts (MAP) = 15 {
              repeated group key_value { required binary key (STRING) = 16; optional int64 value = 17; }
            }
            optional group home = 18 { required double latitude = 19; optional group inner { optional int32 floor; } }
            repeated int32 plain = 20;""");
    private static final int ROWS = 2_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void everyOtherRowAndWhatTheFileSaysOfThemStay(CompressionCodecName codec) {
        Profiles profiles = Profiles.of(folder, null, null, List.of(Profiles.DRIVER), Map.of());
        List<Group> all =
                IntStream.range(0, ROWS).mapToObj(FileErasureTest::everything).toList();
        Tables.write(profiles.table(), all, codec, Map.of("ARROW:schema", "its own"));
        ParquetMetadata before = Tables.footer(profiles.table());
        assertThat(before.getBlocks()).hasSizeGreaterThan(2);

        assertThat(profiles.erase("driver 3")).isEqualTo(ROWS / 10);

        ParquetMetadata after = Tables.footer(profiles.table());
        assertThat(rows(profiles.table()))
                .isEqualTo(texts(all.stream()
                        .filter(row -> !row.getString("driver", 0).equals("driver 3"))
                        .toList()));
        assertThat(after.getFileMetaData().getSchema())
                .isEqualTo(before.getFileMetaData().getSchema());
        assertThat(after.getFileMetaData().getSchema().getType("home").getId().intValue())
                .isEqualTo(18);
        assertThat(after.getFileMetaData().getKeyValueMetaData())
                .containsAllEntriesOf(before.getFileMetaData().getKeyValueMetaData())
                .containsEntry("granary.erased.e1", String.valueOf(ROWS / 10));
        assertThat(after.getBlocks())
                .hasSizeGreaterThan(2)
                .allSatisfy(group -> assertThat(group.getColumns())
                        .allSatisfy(chunk -> assertThat(chunk.getCodec()).isEqualTo(codec)));
    }

    private static Group everything(int i) {
        Group row = new SimpleGroup(EVERYTHING).append("driver", "driver " + i % 10);
        if (i % 7 == 0) {
            return row;
        }
        row.append("bool", i % 2 == 0)
                .append("small", i % 256)
                .append("large", Long.MIN_VALUE + i)
                .append("old", new NanoTime(2_460_000 + i, i * 1_000_001L))
                .append("single", i / 3f)
                .append("precise", i % 11 == 0 ? Double.NaN : i / 3d)
                .append("bytes", bytes(i, i % 5))
                .append("id", bytes(i, 16))
                .append("day", i)
                .append("moment", i * 1_000_000_007L)
                .append("price", bytes(i, 5))
                .append("status", i % 3 == 0 ? "ON" : "OFF");
        Group tags = row.addGroup("tags");
        for (int tag = 0; tag < i % 4; tag++) {
            Group element = tags.addGroup("list");
            if (tag != 1) {
                element.add("element", "tag " + tag);
            }
        }
        row.addGroup("counts").addGroup("key_value").append("key", "k" + i);
        Group home = row.addGroup("home").append("latitude", -0.0);
        if (i % 3 == 0) {
            home.addGroup("inner").append("floor", i);
        }
        return row.append("plain", i).append("plain", -i);
    }

    private static Binary bytes(int i, int length) {
        String text = "%016d".formatted(i);
        return Binary.fromConstantByteArray(
                text.substring(text.length() - length).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileOfTheEntityAloneStaysAsAnEmptyOne() {
        Profiles profiles = Profiles.of(folder);
        Tables.write(profiles.table(), List.of(profile("ann", 1), profile("ann", 2)));

        assertThat(profiles.erase("ann")).isEqualTo(2);
        assertThat(rows(profiles.table())).isEmpty();
        assertThat(Tables.footer(profiles.table()).getFileMetaData().getSchema())
                .isEqualTo(Tables.PROFILES);
        assertThat(profiles.erase("bob")).as("counts of one erasure").isEqualTo(2);
    }

    @Test
    void aFileKeepsItsPermissionsAndGetsAnotherTime() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Tables.write(profiles.table(), List.of(profile("ann", 1), profile("bob", 2)));
        Files.setPosixFilePermissions(profiles.table(), PosixFilePermissions.fromString("rw-r-----"));
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(profiles.table(), old);

        assertThat(profiles.erase("ann")).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profiles.table())))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(profiles.table())).isNotEqualTo(old);
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Path file = folder.resolve("real.parquet");
        Tables.write(file, List.of(profile("ann", 1), profile("bob", 2)));
        Files.createDirectory(profiles.table());
        Path link = Files.createSymbolicLink(profiles.table().resolve("1.parquet"), file);

        assertThat(profiles.erase("ann")).isEqualTo(1);
        assertThat(link).isSymbolicLink();
        assertThat(rows(file)).isEqualTo(texts(List.of(profile("bob", 2))));
    }

    @Test
    void aPageThatIsDamagedIsNamedAndNothingIsWritten() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Tables.write(profiles.table(), List.of(profile("ann", 1), profile("bob", 2), profile("eve", 3)));
        assertThat(profiles.erase("eve")).isEqualTo(1);
        // Of what an erasure wrote, pages have checksums, too.
        long page = Tables.footer(profiles.table())
                .getBlocks()
                .get(0)
                .getColumns()
                .get(2)
                .getFirstDataPageOffset();
        long end = page
                + Tables.footer(profiles.table())
                        .getBlocks()
                        .get(0)
                        .getColumns()
                        .get(2)
                        .getTotalSize();
        flip(profiles.table(), end - 1);
        byte[] before = Files.readAllBytes(profiles.table());

        assertFails(profiles, "Cannot erase from file " + profiles.table() + ": ");
        assertThat(Files.readAllBytes(profiles.table())).isEqualTo(before);
        assertThat(names()).containsExactly(Profiles.PATH);
    }

    private static void flip(Path file, long place) throws Exception {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(place);
            int old = bytes.read();
            bytes.seek(place);
            bytes.write(old ^ 1);
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void assertFails(Profiles profiles, String start) {
        assertThatThrownBy(() -> profiles.erase("ann"))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
                .hasMessageStartingWith(start);
    }

    @Test
    void aFileThatIsNoParquetIsNamed() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Files.writeString(profiles.table(), "driver,since\nann,2026-01-01T00:00:00Z\n");

        assertFails(profiles, "Cannot erase from file " + profiles.table() + ": ");
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        Profiles profiles = Profiles.of(folder);

        assertFails(profiles, "Cannot read source 'profiles': " + profiles.table() + " does not exist");
    }

    @Test
    void aColumnThatTheFileLacksIsNamed() {
        Profiles profiles = Profiles.of(folder, "since", null, List.of(Profiles.DRIVER), Map.of("driver", "who"));
        Tables.write(profiles.table(), List.of(profile("ann", 1)));

        assertFails(
                profiles,
                "Cannot erase from file " + profiles.table()
                        + ": it has no column 'who', but [driver, since, number]; if folders are named by it");
    }

    @Test
    void aColumnThatNoViewCanReadIsNamed() {
        Profiles profiles = Profiles.of(folder, null, null, List.of(Profiles.DRIVER), Map.of("driver", "id"));
        Tables.write(profiles.table(), List.of(everything(1)));

        assertFails(profiles, "Cannot erase from file " + profiles.table() + ": column 'id' is ");
    }

    @Test
    void aFileThatSomebodyElseChangesMeanwhileIsNotReplaced() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Tables.write(
                profiles.table(),
                IntStream.range(0, 100_000).mapToObj(i -> profile("ann", i)).toList());
        byte[] before = Files.readAllBytes(profiles.table());
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> touch(profiles.table(), begun, isOver));
        other.start();
        try {
            begun.await();
            assertFails(
                    profiles,
                    "Cannot erase from file " + profiles.table()
                            + ": somebody else changed it meanwhile; run this again, it goes on");
        } finally {
            isOver.set(true);
            other.join();
        }
        assertThat(Files.readAllBytes(profiles.table())).isEqualTo(before);
        assertThat(names()).containsExactly(Profiles.PATH);
        assertThat(profiles.erase("ann")).isEqualTo(100_000);
    }

    private static void touch(Path file, CountDownLatch begun, AtomicBoolean isOver) {
        for (long millis = 1; !isOver.get(); millis++) {
            try {
                Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            begun.countDown();
        }
    }
}
