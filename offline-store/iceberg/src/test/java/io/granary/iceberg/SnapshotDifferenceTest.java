package io.granary.iceberg;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.Since;
import io.granary.offline.engine.TableVersion;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came to a table since one of its snapshots, through a catalog of SQLite that Iceberg's own client writes. */
final class SnapshotDifferenceTest {

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "driver", Types.StringType.get()),
            Types.NestedField.required(2, "at", Types.TimestampType.withZone()));
    private static final String DAY = "2026-01-01T00:00:00Z";
    private static final String NEXT_DAY = "2026-01-02T00:00:00Z";

    @TempDir
    private Path folder;

    private SqliteCatalog written;
    private WrittenTable table;
    private IcebergCatalogs catalogs;

    @BeforeEach
    void write() {
        written = new SqliteCatalog(folder);
        table = written.create("done", SCHEMA);
        catalogs = new IcebergCatalogs(Map.of("lake", written.config()));
    }

    @AfterEach
    void close() {
        catalogs.close();
        written.close();
    }

    @Test
    void isWhatWasAppended() {
        append(DAY);
        long last = table.snapshot();
        assertThat(filesSince(last)).isEmpty();
        append(NEXT_DAY);
        append("1999-01-01T00:00:00Z");
        assertThat(filesSince(last)).containsExactly("2.parquet", "3.parquet");
    }

    @Test
    void passesByCompactions() {
        DataFile first = append(DAY);
        long last = table.snapshot();
        DataFile second = append(NEXT_DAY);
        replace(dated(DAY), first);
        assertThat(filesSince(last)).containsExactly("2.parquet");
        long compacted = table.snapshot();
        assertThat(filesSince(compacted)).isEmpty();
        replace(dated(NEXT_DAY), second);
        assertThat(filesSince(last)).as("as it was appended").containsExactly("2.parquet");
        assertThat(filesSince(compacted)).isEmpty();
    }

    @Test
    void passesByDeletesOfWhatWasThere() {
        DataFile old = append(DAY);
        long last = table.snapshot();
        DataFile came = append(NEXT_DAY);
        table.table().newDelete().deleteFile(old).commit();
        assertThat(filesSince(last)).containsExactly("2.parquet");
        table.table().newDelete().deleteFile(came).commit();
        assertThat(whyAllSince(last)).isEqualTo(changed("delete"));
    }

    @Test
    void isUnknownWhereRowsWereChanged() {
        DataFile first = append(DAY);
        long last = table.snapshot();
        table.table().newOverwrite().deleteFile(first).addFile(dated(NEXT_DAY)).commit();
        String overwritten = changed("overwrite");
        append(NEXT_DAY);
        assertThat(whyAllSince(last)).isEqualTo(overwritten);
    }

    @Test
    void isUnknownWhereTheTableWasRolledBack() {
        append(DAY);
        long first = table.snapshot();
        append(NEXT_DAY);
        long last = table.snapshot();
        table.table().manageSnapshots().rollbackTo(first).commit();
        append(NEXT_DAY);
        assertThat(whyAllSince(last))
                .isEqualTo(
                        "snapshot " + last + ", the last that was read, is none that the newest was made of: the table"
                                + " was rolled back, or what was between has expired");
    }

    @Test
    void isKnownWithoutTheLastSnapshotAndNotWithoutTheNext() {
        append(DAY);
        long last = table.snapshot();
        append(NEXT_DAY);
        long next = table.snapshot();
        append(NEXT_DAY);
        expire(last);
        assertThat(filesSince(last)).containsExactly("2.parquet", "3.parquet");
        expire(next);
        assertThat(whyAllSince(last)).isEqualTo("snapshot " + last + ", the last that was read, is gone");
    }

    @Test
    void hasFilesThatMayHoldRowsThatWereLeftOut() {
        append(DAY);
        append(NEXT_DAY);
        long last = table.snapshot();
        append(DAY);
        assertThat(filesSince(new Since.Snapshot(last, Instant.parse(DAY)))).containsExactly("2.parquet", "3.parquet");
        assertThat(filesSince(new Since.Snapshot(last, Instant.parse(NEXT_DAY))))
                .containsExactly("3.parquet");
        table.table().updateSchema().renameColumn("at", "ended").commit();
        assertThat(filesSince(new Since.Snapshot(last, Instant.parse(NEXT_DAY))))
                .as("by a name that the snapshot did not know")
                .containsExactly("3.parquet");
        table.append("SELECT 'ann' AS driver, TIMESTAMPTZ '" + DAY + "' AS ended");
        assertThat(filesSince(new Since.Snapshot(table.snapshot(), Instant.parse(NEXT_DAY))))
                .as("of files without statistics nobody knows")
                .containsExactly("4.parquet");
    }

    private DataFile append(String at) {
        DataFile file = dated(at);
        table.table().newAppend().appendFile(file).commit();
        return file;
    }

    /** A file of a row, with the statistics that Iceberg's writers keep. */
    private DataFile dated(String at) {
        DataFile file = table.write("SELECT 'ann' AS driver, TIMESTAMPTZ '" + at + "' AS \"at\"");
        ByteBuffer moment = Conversions.toByteBuffer(SCHEMA.findType(2), EpochMicros.of(Instant.parse(at)));
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .copy(file)
                .withMetrics(
                        new Metrics(1L, null, Map.of(2, 1L), Map.of(2, 0L), null, Map.of(2, moment), Map.of(2, moment)))
                .build();
    }

    private void replace(DataFile by, DataFile file) {
        table.table().newRewrite().deleteFile(file).addFile(by).commit();
    }

    private void expire(long snapshot) {
        table.table().expireSnapshots().expireSnapshotId(snapshot).commit();
    }

    private String changed(String operation) {
        return "snapshot " + table.snapshot() + " of "
                + Instant.ofEpochMilli(table.table().currentSnapshot().timestampMillis()) + " changed rows ("
                + operation
                + ")";
    }

    private List<String> filesSince(long last) {
        return filesSince(new Since.Snapshot(last, null));
    }

    private List<String> filesSince(Since.Snapshot last) {
        SnapshotIncrement increment = increment(last);
        assertThat(increment.whyAll()).isNull();
        return requireNonNull(increment.appended()).files().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    private @Nullable String whyAllSince(long last) {
        SnapshotIncrement increment = increment(new Since.Snapshot(last, null));
        assertThat(increment.appended()).isNull();
        return increment.whyAll();
    }

    private SnapshotIncrement increment(Since.Snapshot last) {
        return catalogs.increment(
                last, newest(), table.table().schema().columns().get(1).name());
    }

    private TableVersion newest() {
        return catalogs.snapshot("lake.trips.done", SnapshotChoice.NEWEST).version();
    }
}
