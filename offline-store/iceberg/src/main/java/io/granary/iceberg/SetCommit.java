package io.granary.iceberg;

import io.granary.core.GranaryException;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FileVersions;
import io.granary.offline.engine.TableVersion;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest.ExistingOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.expressions.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training set in a folder that becomes the rows of a table. */
final class SetCommit {

    private static final Logger log = LoggerFactory.getLogger(SetCommit.class);

    private final String name;
    private final Path folder;
    private final TrainingSetManifest manifest;

    /** @param name of the table, with its catalog's */
    SetCommit(String name, Path folder, TrainingSetManifest manifest) {
        this.name = name;
        this.folder = folder;
        this.manifest = manifest;
    }

    /**
     * For a new table.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming a column of a type that tables do not have
     */
    Schema columns() throws IOException {
        Path first = folder.resolve(manifest.files().get(0).path());
        return new FooterColumns(ParquetFooter.read(first).schema()).schema();
    }

    /** In what the set differs from a table that is there. */
    List<String> differences(Schema table) throws IOException {
        return SetColumns.differences(columns(), manifest.columns(), table);
    }

    /** Adds files and manifest to a change of the table, which is then ready for its commit. */
    TrainingSetManifest addTo(Transaction change, ExistingOutput existing) throws IOException {
        Table table = change.table();
        OverwriteFiles rows = change.newOverwrite();
        switch (existing) {
            case REPLACE -> rows.overwriteByRowFilter(Expressions.alwaysTrue());
            case REFUSE -> rows.validateNoConflictingData();
        }
        List<FileVersion> files = new ArrayList<>();
        for (FileVersion file : manifest.files()) {
            Path path = folder.resolve(file.path());
            rows.addFile(numbered(path, table));
            files.add(FileVersions.written(folder, path));
        }
        rows.commit();
        TrainingSetManifest written = manifest.inTable(files, version(table));
        change.updateStatistics()
                .setStatistics(ManifestBlob.write(table, folder, written))
                .commit();
        return written;
    }

    /** Takes the engine's manifest away, which tells {@link SetFolders} that the set is no table's yet. */
    void committed() {
        Path file = folder.resolve(TrainingSetManifest.FILE_NAME);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("Cannot delete {}, which describes files of before the commit", file, e);
        }
    }

    private static DataFile numbered(Path path, Table table) throws IOException {
        ParquetFooter footer = ParquetFooter.read(path);
        new FooterColumns(footer.schema()).number(table.schema());
        footer.write();
        return DataFiles.builder(table.spec())
                .withPath((table.location().startsWith("file:") ? "file:" : "") + path)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(Files.size(path))
                .withRecordCount(footer.rows())
                .build();
    }

    private TableVersion version(Table table) {
        Snapshot snapshot = table.currentSnapshot();
        return new TableVersion(
                name,
                snapshot.snapshotId(),
                Instant.ofEpochMilli(snapshot.timestampMillis()),
                table.schema().schemaId());
    }
}
