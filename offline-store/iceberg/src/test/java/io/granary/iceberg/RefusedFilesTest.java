package io.granary.iceberg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of a table that would not give its rows as they are. */
final class RefusedFilesTest {

    private static final Schema SCHEMA = new Schema(Types.NestedField.required(1, "driver", Types.StringType.get()));
    private static final String ROW = "SELECT 'ann' AS driver";

    @TempDir
    private Path folder;

    private SqliteCatalog written;
    private WrittenTable table;

    @BeforeEach
    void write() {
        written = new SqliteCatalog(folder);
        table = written.create("done", SCHEMA);
        table.append(ROW);
    }

    @AfterEach
    void close() {
        written.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = FileContent.class,
            names = {"POSITION_DELETES", "EQUALITY_DELETES"})
    void rowsThatADeleteFileTakesAwayAreNotIgnored(FileContent content) {
        FileMetadata.Builder deletes = FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned());
        table.table()
                .newRowDelta()
                .addDeletes((content == FileContent.EQUALITY_DELETES
                                ? deletes.ofEqualityDeletes(1)
                                : deletes.ofPositionDeletes())
                        .withPath(folder.resolve("warehouse/deletes.parquet").toString())
                        .withFileSizeInBytes(1)
                        .withRecordCount(1)
                        .build())
                .commit();
        refused("rows of .*1\\.parquet are deleted by .*deletes\\.parquet, which is not applied here; rewrite .*");
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        DataFile file = table.write(ROW);
        table.table().newAppend().appendFile(file).commit();
        Files.write(Path.of(file.location()), new byte[3], StandardOpenOption.TRUNCATE_EXISTING);
        refused(".*2\\.parquet has 3 bytes, not the \\d+ that were written");
        Files.delete(Path.of(file.location()));
        refused(".*2\\.parquet is gone");
    }

    @Test
    void aFileElsewhereIsNotOpened() {
        append("/etc/hostname.parquet");
        refusal(".*Cannot read /etc/hostname.parquet: it is not below .*warehouse");
    }

    @Test
    void aFileOfAnotherMachineIsNotOpened() {
        append("s3://bucket/rows.parquet");
        refusal("Cannot read s3://bucket/rows.parquet: only files of this machine are read");
    }

    @Test
    void aFileOfAnotherFormatIsNamed() {
        append(folder.resolve("warehouse/rows.orc").toString());
        refused(".*rows\\.orc is ORC, not Parquet that can be read here");
    }

    private void append(String path) {
        table.table()
                .newAppend()
                .appendFile(DataFiles.builder(PartitionSpec.unpartitioned())
                        .withPath(path)
                        .withFileSizeInBytes(1)
                        .withRecordCount(1)
                        .build())
                .commit();
    }

    private void refused(String reason) {
        refusal("Cannot read Iceberg table lake\\.trips\\.done: " + reason);
    }

    private void refusal(String message) {
        try (IcebergCatalogs catalogs = new IcebergCatalogs(Map.of("lake", written.config()))) {
            assertThatThrownBy(() -> catalogs.snapshot("lake.trips.done", SnapshotChoice.NEWEST))
                    .hasMessageMatching(message);
        }
    }
}
